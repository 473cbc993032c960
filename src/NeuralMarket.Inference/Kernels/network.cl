// Every layer of base-network.md, and the patch's layer, written plainly: what runs where nothing faster is trusted, and what the faster kernels are
// checked against. Layouts: common.cl.
//
// Every kernel has a flat global size; work-items behind `items` do nothing, so that any local size will do.

#include "common.cl"

// ---- Convolution ---------------------------------------------------------------------------------------------------------------
// One work-item: 8 pixels, counted through the rows, by one block of output channels. A pixel outside the input reads `zeros`, so the
// inner loop has no border. weights: [output block][spanned input block][row][column][input channel in its block][B].
// input_block is B, or 1 for planar input; a constant after inlining.

static inline __attribute__((always_inline)) void convolve(
    const int input_block, global const float *input, global const float *weights, global const float *biases, global const float *zeros,
    global float *output, const int input_blocks, const int height, const int width, const int output_blocks, const int output_height,
    const int output_width, const int kernel_size, const int stride, const int pad, const int inputs_per_group, const int outputs_per_group,
    const int spanned_blocks, const float lower_limit, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int pixels = output_height * output_width;
    const int tiles = (pixels + 7) / 8;
    const int images = items / tiles / output_blocks;
    const int tile = item % tiles;
    const int image = item / tiles % images;
    const int output_block = item / tiles / images;

    // The input blocks that the groups of these output channels reach.
    const int first_block = output_block * B / outputs_per_group * inputs_per_group / input_block;
    const int block_count = min(spanned_blocks, input_blocks - first_block);
    const size_t plane = (size_t)height * width * input_block;
    global const float *source = input + ((size_t)image * input_blocks + first_block) * plane;
    global const float *w = weights + (size_t)output_block * spanned_blocks * kernel_size * kernel_size * input_block * B;

#define ORIGIN(r)                                         \
    const int pixel##r = min(tile * 8 + r, pixels - 1);    \
    const int top##r = pixel##r / output_width * stride - pad; \
    const int left##r = pixel##r % output_width * stride - pad; \
    block_t sum##r = 0.0f;
    EACH_OF_8(ORIGIN)
#undef ORIGIN

    for (int block = 0; block < block_count; block++, source += plane)
    {
        for (int i = 0; i < kernel_size; i++)
        {
            for (int j = 0; j < kernel_size; j++)
            {
#define POINT(r)                                                                                                              \
    const bool inside##r = (uint)(top##r + i) < (uint)height && (uint)(left##r + j) < (uint)width;                              \
    global const float *p##r = inside##r ? source + ((top##r + i) * width + left##r + j) * input_block : zeros;
                EACH_OF_8(POINT)
#undef POINT
#pragma unroll
                for (int c = 0; c < input_block; c++, w += B)
                {
                    const block_t v = load_block(0, w);
#define ADD(r) sum##r += p##r[c] * v;
                    EACH_OF_8(ADD)
#undef ADD
                }
            }
        }
    }

    const block_t bias = load_block(output_block, biases);
    global float *target = output + ((size_t)image * output_blocks + output_block) * pixels * B;
#define STORE(r) store_block(fmax(sum##r + bias, (block_t)(lower_limit)), pixel##r, target);
    EACH_OF_8(STORE)
#undef STORE
}

#define CONVOLUTION(NAME, INPUT_BLOCK)                                                                                              \
    kernel void NAME(                                                                                                               \
        global const float *input, global const float *weights, global const float *biases, global const float *zeros,              \
        global float *output, const int input_blocks, const int height, const int width, const int output_blocks,                   \
        const int output_height, const int output_width, const int kernel_size, const int stride, const int pad,                    \
        const int inputs_per_group, const int outputs_per_group, const int spanned_blocks, const float lower_limit, const int items) \
    {                                                                                                                               \
        convolve(INPUT_BLOCK, input, weights, biases, zeros, output, input_blocks, height, width, output_blocks, output_height,     \
            output_width, kernel_size, stride, pad, inputs_per_group, outputs_per_group, spanned_blocks, lower_limit, items);       \
    }

CONVOLUTION(convolution_planar, 1)
CONVOLUTION(convolution_blocked, B)

// ---- Pools: blocked to blocked, one work-item an output pixel of a block ---------------------------------------------------------

kernel void pool(
    global const float *input, global float *output, const int height, const int width, const int output_height, const int output_width,
    const int window, const int stride, const int pad, const int average, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int pixels = output_height * output_width;
    const int pixel = item % pixels;
    global const float *source = input + (size_t)(item / pixels) * height * width * B;
    const int top = pixel / output_width * stride - pad;
    const int left = pixel % output_width * stride - pad;
    const int first_row = max(top, 0), end_row = min(top + window, height);
    const int first_column = max(left, 0), end_column = min(left + window, width);
    block_t largest = -INFINITY;
    block_t sum = 0.0f;
    for (int row = first_row; row < end_row; row++)
    {
        for (int column = first_column; column < end_column; column++)
        {
            const block_t v = load_block(row * width + column, source);
            largest = fmax(largest, v);
            sum += v;
        }
    }

    const float inside = (end_row - first_row) * (end_column - first_column);
    store_block(average ? sum / inside : largest, item, output);
}

kernel void pool_global_average(global const float *input, global float *output, const int pixels, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    global const float *source = input + (size_t)item * pixels * B;
    block_t sum = 0.0f;
    for (int pixel = 0; pixel < pixels; pixel++)
    {
        sum += load_block(pixel, source);
    }

    store_block(sum / (float)pixels, item, output);
}

// ---- Between the layouts: one work-item a number of the target -------------------------------------------------------------------

kernel void planar_to_blocked(global const float *input, global float *output, const int channels, const int pixels, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int blocks = (channels + B - 1) / B;
    const int pixel = item / B % pixels;
    const int channel = item / B / pixels % blocks * B + item % B;
    const int image = item / B / pixels / blocks;
    output[item] = channel < channels ? input[((size_t)image * channels + channel) * pixels + pixel] : 0.0f;
}

kernel void blocked_to_planar(global const float *input, global float *output, const int channels, const int pixels, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int blocks = (channels + B - 1) / B;
    const int pixel = item % pixels;
    const int channel = item / pixels % channels;
    const int image = item / pixels / channels;
    output[item] = input[(((size_t)image * blocks + channel / B) * pixels + pixel) * B + channel % B];
}

// ---- Dense layers: planar to planar ----------------------------------------------------------------------------------------------
// weights: [output block][input][B]. `weights` holds a part of the layer, from `first_block` on.

// Several images: one work-item 8 images by one block of outputs.
kernel void dense(
    global const float *input, global const float *weights, global const float *biases, global float *output, const int inputs,
    const int outputs, const int images, const int first_block, const float lower_limit, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int tiles = (images + 7) / 8;
    const int first_image = item % tiles * 8;
    const int part_block = item / tiles;
    global const float *w = weights + (size_t)part_block * inputs * B;
#define ORIGIN(r)                                                                               \
    const int image##r = min(first_image + r, images - 1);                                       \
    global const float *p##r = input + (size_t)image##r * inputs;                                \
    block_t sum##r = 0.0f;
    EACH_OF_8(ORIGIN)
#undef ORIGIN
    for (int i = 0; i < inputs; i++)
    {
        const block_t v = load_block(i, w);
#define ADD(r) sum##r += p##r[i] * v;
        EACH_OF_8(ADD)
#undef ADD
    }

    const int output_block = first_block + part_block;
    const block_t bias = load_block(output_block, biases);
#define STORE(r)                                                                                \
    if (first_image + r < images)                                                                \
    {                                                                                            \
        const block_t v = fmax(sum##r + bias, (block_t)(lower_limit));                           \
        global float *target = output + (size_t)image##r * outputs;                              \
        if (output_block * B + B <= outputs)                                                     \
        {                                                                                        \
            store_block(v, output_block, target);                                                \
        }                                                                                        \
        else                                                                                     \
        {                                                                                        \
            float tail[B];                                                                       \
            store_block(v, 0, tail);                                                             \
            for (int k = output_block * B; k < outputs; k++)                                     \
            {                                                                                    \
                target[k] = tail[k - output_block * B];                                          \
            }                                                                                    \
        }                                                                                        \
    }
    EACH_OF_8(STORE)
}

// One image: one work-item one block of outputs; four sums, so that the additions need not wait for one another.
kernel void dense_single(
    global const float *input, global const float *weights, global const float *biases, global float *output, const int inputs,
    const int outputs, const int images, const int first_block, const float lower_limit, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    global const float *w = weights + (size_t)item * inputs * B;
    block_t sum0 = 0.0f, sum1 = 0.0f, sum2 = 0.0f, sum3 = 0.0f;
    int i = 0;
    for (; i + 4 <= inputs; i += 4)
    {
#define ADD(r) sum##r += input[i + r] * load_block(i + r, w);
        EACH_OF_4(ADD)
#undef ADD
    }

    for (; i < inputs; i++)
    {
        sum0 += input[i] * load_block(i, w);
    }

    const int output_block = first_block + item;
    const block_t bias = load_block(output_block, biases);
    const int image0 = 0, first_image = 0;
    sum0 += sum1 + (sum2 + sum3);
    STORE(0)
#undef STORE
}

// Few outputs, many images: one work-item 4 images, vectorised along the inputs. weights: [output][input], biases [output].
kernel void dense_narrow(
    global const float *input, global const float *weights, global const float *biases, global float *output, const int inputs,
    const int outputs, const int images, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int first_image = item * 4;
    const int blocks = inputs / B;
#define ORIGIN(r)                                           \
    const int image##r = min(first_image + r, images - 1);   \
    global const float *p##r = input + (size_t)image##r * inputs;
    EACH_OF_4(ORIGIN)
#undef ORIGIN
    for (int k = 0; k < outputs; k += 2)
    {
        const int k1 = min(k + 1, outputs - 1);
        global const float *wa = weights + (size_t)k * inputs;
        global const float *wb = weights + (size_t)k1 * inputs;
#define CLEAR(r) block_t a##r = 0.0f, b##r = 0.0f;
        EACH_OF_4(CLEAR)
#undef CLEAR
        for (int block = 0; block < blocks; block++)
        {
            const block_t va = load_block(block, wa);
            const block_t vb = load_block(block, wb);
#define ADD(r)                                    \
    {                                             \
        const block_t v = load_block(block, p##r); \
        a##r += v * va;                           \
        b##r += v * vb;                           \
    }
            EACH_OF_4(ADD)
#undef ADD
        }

#define STORE(r)                                                 \
    {                                                            \
        float sa = sum_of(a##r), sb = sum_of(b##r);              \
        for (int i = blocks * B; i < inputs; i++)                \
        {                                                        \
            sa += p##r[i] * wa[i];                               \
            sb += p##r[i] * wb[i];                               \
        }                                                        \
        output[(size_t)image##r * outputs + k] = sa + biases[k]; \
        output[(size_t)image##r * outputs + k1] = sb + biases[k1]; \
    }
        EACH_OF_4(STORE)
#undef STORE
    }
}

// ---- Softmax in place, and the position of the largest, the lowest among equals: one work-item an image ---------------------------

kernel void softmax(global float *values, global int *answers, const int outputs, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    global float *row = values + (size_t)item * outputs;
    float largest = row[0];
    int answer = 0;
    for (int k = 1; k < outputs; k++)
    {
        if (row[k] > largest)
        {
            largest = row[k];
            answer = k;
        }
    }

    float sum = 0.0f;
    for (int k = 0; k < outputs; k++)
    {
        const float e = exp(row[k] - largest);
        row[k] = e;
        sum += e;
    }

    for (int k = 0; k < outputs; k++)
    {
        row[k] /= sum;
    }

    answers[item] = answer;
}
