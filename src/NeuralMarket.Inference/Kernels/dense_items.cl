// Dense layers and softmax for GPUs: a work-group an output block, its items side by side along the inputs, so that weights are read in one stream.
// Planar to planar; weights as for the plain kernels, [output block][input][B]. A layer of one image is read once from memory and nothing more.

#include "common.cl"

#define GROUP 128
#define ITEMS kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))

// One work-group 8 images by one block of outputs. `weights` holds a part of the layer, from `first_block` on.
ITEMS void dense_items(
    global const float *input, global const float *weights, global const float *biases, global float *output, const int inputs,
    const int outputs, const int images, const int first_block, const float lower_limit)
{
    local block_t partial[4 * GROUP];
    const int lane = get_local_id(0);
    const int tiles = (images + 7) / 8;
    const int first_image = get_group_id(0) % tiles * 8;
    const int part_block = get_group_id(0) / tiles;
    global const float *w = weights + (size_t)part_block * inputs * B;
#define ORIGIN(r)                                                                                            \
    global const float *p##r = input + (size_t)min(first_image + r, images - 1) * inputs;                    \
    block_t sum##r = 0.0f;
    EACH_OF_8(ORIGIN)
#undef ORIGIN
    if (images == 1)
    {
        for (int i = lane; i < inputs; i += GROUP)
        {
            sum0 += p0[i] * load_block(i, w);
        }
    }
    else
    {
        for (int i = lane; i < inputs; i += GROUP)
        {
            const block_t v = load_block(i, w);
#define ADD(r) sum##r += p##r[i] * v;
            EACH_OF_8(ADD)
#undef ADD
        }
    }

    const int output_block = first_block + part_block;
    const block_t bias = load_block(output_block, biases);

    // Four images at a time, so that B = 16 stays within 32 KiB.
#define KEEP(r, place) partial[place * GROUP + lane] = sum##r;
#define REDUCE(base)                                                                                         \
    for (int half_group = GROUP / 2; half_group > 0; half_group /= 2)                                        \
    {                                                                                                        \
        barrier(CLK_LOCAL_MEM_FENCE);                                                                        \
        if (lane < half_group)                                                                               \
        {                                                                                                    \
            for (int r = 0; r < 4; r++)                                                                      \
            {                                                                                                \
                partial[r * GROUP + lane] += partial[r * GROUP + lane + half_group];                         \
            }                                                                                                \
        }                                                                                                    \
    }                                                                                                        \
    barrier(CLK_LOCAL_MEM_FENCE);                                                                            \
    if (lane < 4 && first_image + base + lane < images)                                                      \
    {                                                                                                        \
        float row[B];                                                                                        \
        store_block(fmax(partial[lane * GROUP] + bias, (block_t)(lower_limit)), 0, row);                     \
        global float *target = output + (size_t)(first_image + base + lane) * outputs;                       \
        for (int k = 0; k < B && output_block * B + k < outputs; k++)                                        \
        {                                                                                                    \
            target[output_block * B + k] = row[k];                                                           \
        }                                                                                                    \
    }
    KEEP(0, 0) KEEP(1, 1) KEEP(2, 2) KEEP(3, 3)
    REDUCE(0)

    // Also where there are no more than four: a barrier under a condition that differs between groups is allowed, but PoCL mixes the groups up.
    barrier(CLK_LOCAL_MEM_FENCE);
    KEEP(4, 0) KEEP(5, 1) KEEP(6, 2) KEEP(7, 3)
    REDUCE(4)
#undef KEEP
#undef REDUCE
}

// Softmax in place, and the position of the largest, the lowest among equals: one work-group an image.
ITEMS void softmax_items(global float *values, global int *answers, const int outputs)
{
    local float number[GROUP];
    local int position[GROUP];
    const int lane = get_local_id(0);
    global float *row = values + (size_t)get_group_id(0) * outputs;
    number[lane] = -INFINITY;
    position[lane] = outputs;
    for (int k = lane; k < outputs; k += GROUP)
    {
        if (row[k] > number[lane])
        {
            number[lane] = row[k];
            position[lane] = k;
        }
    }

    for (int half_group = GROUP / 2; half_group > 0; half_group /= 2)
    {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < half_group)
        {
            const float other = number[lane + half_group];
            const bool is_larger = other > number[lane] || (other == number[lane] && position[lane + half_group] < position[lane]);
            number[lane] = is_larger ? other : number[lane];
            position[lane] = is_larger ? position[lane + half_group] : position[lane];
        }
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    const float largest = number[0];
    const int answer = position[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    float sum = 0.0f;
    for (int k = lane; k < outputs; k += GROUP)
    {
        const float e = exp(row[k] - largest);
        row[k] = e;
        sum += e;
    }

    number[lane] = sum;
    for (int half_group = GROUP / 2; half_group > 0; half_group /= 2)
    {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < half_group)
        {
            number[lane] += number[lane + half_group];
        }
    }

    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = lane; k < outputs; k += GROUP)
    {
        row[k] /= number[0];
    }

    if (lane == 0)
    {
        // Where nothing is larger than minus infinity there is no answer; the first stands for it.
        answers[get_group_id(0)] = answer < outputs ? answer : 0;
    }
}
