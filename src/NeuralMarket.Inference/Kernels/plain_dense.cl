// Dense layers, softmax and the patch's layer, written plainly: what runs where nothing faster is trusted, and what the faster kernels are checked
// against. Planar to planar.
//
// Every kernel has a flat global size; work-items behind `items` do nothing, so that any local size will do.

#include "common.cl"

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
