// The layers that have rows and columns, written plainly: what runs where nothing faster is trusted, and what the faster kernels are checked against.
// Layouts: common.cl.
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
