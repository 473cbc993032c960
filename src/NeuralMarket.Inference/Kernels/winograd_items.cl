// Convolution 3 × 3, stride 1, one group, by F(4 × 4, 3 × 3) for GPUs: many small work-items, the products in local memory.
//
//   U   [point][input channel][output channel], both filled up with 0 to whole 16s and 64s
//   V   [point][input block][tile][B]        the transformed inputs, blocks filled up to whole 16s of channels
//   M   [point][output block][tile][B]       their products
//
// `first` is the first tile of a chunk, `count` how many it has.

#define TILE 4
#define UNROLLED _Pragma("unroll")
#include "winograd_transforms.cl"

// Work-group of winograd_items_multiply: 64 tiles by 64 outputs, 16 × 16 items of 4 × 4 each, 16 channels at a time.
#define GROUP_TILES 64
#define GROUP_OUTPUTS 64
#define GROUP_DEPTH 16

// One item a tile of a block.
kernel void winograd_items_input(
    global const block_t *input, global block_t *V, const int input_blocks, const int height, const int width, const int pad, const int tile_rows,
    const int tile_columns, const int padded_blocks, const int first, const int count, const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int t = item % count, block = item / count;
    global block_t *target = V + (size_t)block * count + t;
    const size_t stride = (size_t)padded_blocks * count;
    if (block >= input_blocks)
    {
        for (int point = 0; point < POINTS; point++)
        {
            target[point * stride] = 0.0f;
        }

        return;
    }

    PLACE(first + t)
    const int top = tile_row * TILE - pad, left = tile_column * TILE - pad;
    global const block_t *plane = input + ((size_t)image * input_blocks + block) * (height * width);
    block_t half_[POINTS];
    _Pragma("unroll") for (int j = 0; j < SIDE; j++)
    {
        INPUT_COLUMN(plane, top, left + j, j)
    }

    INPUT_ROWS(global, target, stride)
}

// Groups: [point][64 outputs][64 tiles].
kernel __attribute__((reqd_work_group_size(256, 1, 1))) void winograd_items_multiply(
    global const float *U, global const float *V, global float *M, const int padded_channels, const int padded_outputs, const int output_blocks,
    const int count)
{
    local float left[GROUP_DEPTH][GROUP_TILES];
    local float right[GROUP_DEPTH][GROUP_OUTPUTS];
    const int item = get_local_id(0), row = item / 16, column = item % 16;
    const int tile_groups = (count + GROUP_TILES - 1) / GROUP_TILES, output_groups = padded_outputs / GROUP_OUTPUTS;
    const int first_tile = get_group_id(0) % tile_groups * GROUP_TILES;
    const int first_output = get_group_id(0) / tile_groups % output_groups * GROUP_OUTPUTS;
    const int point = get_group_id(0) / tile_groups / output_groups;
    global const float *u = U + (size_t)point * padded_channels * padded_outputs + first_output;
    global const float *v = V + (size_t)point * padded_channels * count;

    // What this item brings into local memory: four channels of a tile, four outputs of a channel.
    const int loaded_tile = item * 4 / B % GROUP_TILES, loaded_channel = item * 4 / (B * GROUP_TILES) * B + item * 4 % B;
    const bool exists = first_tile + loaded_tile < count;

    float4 sum0 = 0.0f, sum1 = 0.0f, sum2 = 0.0f, sum3 = 0.0f;
    for (int start = 0; start < padded_channels; start += GROUP_DEPTH)
    {
        const int channel = start + loaded_channel;
        const float4 values = exists ? vload4(0, v + ((size_t)(channel / B) * count + first_tile + loaded_tile) * B + channel % B) : (float4)(0.0f);
        left[loaded_channel][loaded_tile] = values.x;
        left[loaded_channel + 1][loaded_tile] = values.y;
        left[loaded_channel + 2][loaded_tile] = values.z;
        left[loaded_channel + 3][loaded_tile] = values.w;
        vstore4(vload4(column, u + (size_t)(start + row) * padded_outputs), column, right[row]);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int k = 0; k < GROUP_DEPTH; k++)
        {
            const float4 a = vload4(row, left[k]), b = vload4(column, right[k]);
            sum0 += a.x * b;
            sum1 += a.y * b;
            sum2 += a.z * b;
            sum3 += a.w * b;
        }

        barrier(CLK_LOCAL_MEM_FENCE);
    }

    const int output = first_output + column * 4, tile = first_tile + row * 4;
    if (output < output_blocks * B)
    {
        global float *target = M + (((size_t)point * output_blocks + output / B) * count + tile) * B + output % B;
        if (tile < count) { vstore4(sum0, 0, target); }
        if (tile + 1 < count) { vstore4(sum1, 0, target + B); }
        if (tile + 2 < count) { vstore4(sum2, 0, target + 2 * B); }
        if (tile + 3 < count) { vstore4(sum3, 0, target + 3 * B); }
    }
}

// One item a tile of a block.
kernel void winograd_items_output(
    global const block_t *M, global const block_t *biases, global block_t *output, const int output_blocks, const int stored_height,
    const int stored_width, const int tile_rows, const int tile_columns, const int pooled, const float lower_limit, const int first, const int count,
    const int items)
{
    const int item = get_global_id(0);
    if (item >= items)
    {
        return;
    }

    const int t = item % count, block = item / count;
    const size_t stride = (size_t)output_blocks * count;
    const block_t bias = biases[block];
    PLACE(first + t)
    global block_t *plane = output + ((size_t)image * output_blocks + block) * (stored_height * stored_width);
    OUTPUT_TRANSFORM(global, M + (size_t)block * count + t, stride, plane, tile_row, tile_column)
}
