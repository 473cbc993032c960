// Convolution 3 × 3, stride 1, one group, as Winograd's F(4 × 4, 3 × 3): see README.md for the mathematics. Blocked to blocked.
//
//   U        [panel of 2 B output channels][point][input channel][2 B]    the transformed weights (WinogradWeights.cs)
//   V        [point][tile][pitch]                                         the transformed inputs, `pitch` ≥ input channels
//   M        [panel][point][tile][2 B]                                    their products, V · U point by point
//
// Work-groups of one item, long loops over explicit vectors: for CPUs. `first` is the first tile of a chunk, `count` how many it has.

#include "winograd_transforms.cl"

// A register tile: `R` tiles by 2 vectors of output channels, over all input channels.
#define CLEAR(r) block_t a##r = 0.0f, b##r = 0.0f;
#define STEP(r) { const float v = rows[(r) * pitch + c]; a##r += v * u0; b##r += v * u1; }
#define KEEP(r) products[(r) * 2] = a##r; products[(r) * 2 + 1] = b##r;
#define MULTIPLY(R)                                                                          \
    case R:                                                                                  \
    {                                                                                        \
        EACH_OF_##R(CLEAR)                                                                   \
        for (int c = 0; c < channels; c++)                                                   \
        {                                                                                    \
            PREFETCH(rows + R * pitch + R * c);                                              \
            PREFETCH_OUTER(next + c * step);                                                 \
            const block_t u0 = weights[2 * c], u1 = weights[2 * c + 1];                      \
            EACH_OF_##R(STEP)                                                                \
        }                                                                                    \
        EACH_OF_##R(KEEP)                                                                    \
        break;                                                                               \
    }

// `count` rows in register tiles of nearly equal height: none is left with a single row. Meanwhile the weights behind these, which come next, are
// brought into the outer cache, each tile's loop its share of them.
#define MULTIPLY_ALL(SPACE, count, first_rows, first_products)                               \
    {                                                                                        \
        SPACE const float *rows = first_rows;                                                \
        SPACE block_t *products = first_products;                                            \
        const int blocks = (count + ROWS - 1) / ROWS, least = count / blocks, more = count % blocks; \
        const int step = 2 * B * sizeof(float) / blocks;                                     \
        for (int block = 0; block < blocks; block++)                                         \
        {                                                                                    \
            const int here = least + (block < more);                                         \
            global const char *next = (global const char *)(weights + 2 * channels) + block * channels * step; \
            switch (here) { EACH_HEIGHT(MULTIPLY) }                                          \
            rows += here * pitch;                                                            \
            products += here * 2;                                                            \
        }                                                                                    \
    }

// All in one: each group takes some tiles from input to output; V [36][tiles_at_once][pitch] and M [36][tiles_at_once][2 B] stay in its caches.
ONE_ITEM void winograd_fused(
    global const block_t *input, global const block_t *U, global const block_t *biases, global block_t *output, local block_t *V, local block_t *M,
    const int input_blocks, const int height, const int width, const int pad, const int output_blocks, const int stored_height, const int stored_width,
    const int tile_rows, const int tile_columns, const int pooled, const float lower_limit, const int pitch, const int tiles_at_once, const int count)
{
    const int channels = input_blocks * B, groups = get_num_groups(0), group = get_group_id(0);
    const int first = (int)((long)count * group / groups), here = (int)((long)count * (group + 1) / groups) - first;
    if (here == 0)
    {
        return;
    }

    for (int block = 0; block < input_blocks; block += 2)
    {
        for (int t = 0; t < here; t++)
        {
            PLACE(first + t)
            const int top = tile_row * 4 - pad, left = tile_column * 4 - pad;
            for (int v = block; v < min(block + 2, input_blocks); v++)
            {
                global const block_t *plane = input + ((size_t)image * input_blocks + v) * (height * width);
                INPUT_TRANSFORM(local, plane, top, left, V + t * (pitch / B) + v, (tiles_at_once * (pitch / B)))
            }
        }
    }

    for (int panel = 0; panel < (output_blocks + 1) / 2; panel++)
    {
        for (int point = 0; point < 36; point++)
        {
            global const block_t *weights = U + ((size_t)panel * 36 + point) * channels * 2;
            MULTIPLY_ALL(local, here, (local const float *)(V + point * tiles_at_once * (pitch / B)), M + point * tiles_at_once * 2)
        }

        for (int v = 0; v < min(2, output_blocks - panel * 2); v++)
        {
            const block_t bias = biases[panel * 2 + v];
            for (int t = 0; t < here; t++)
            {
                PLACE(first + t)
                global block_t *plane = output + ((size_t)image * output_blocks + panel * 2 + v) * (stored_height * stored_width);
                OUTPUT_TRANSFORM(local, M + t * 2 + v, (tiles_at_once * 2), plane, tile_row, tile_column)
            }
        }
    }
}

// In three steps. Input: a group takes two blocks of a row of tiles.
ONE_ITEM void winograd_input(
    global const block_t *input, global block_t *V, const int input_blocks, const int height, const int width, const int pad, const int tile_rows,
    const int tile_columns, const int pitch, const int first, const int count)
{
    const int pairs = (input_blocks + 1) / 2, block = get_group_id(0) % pairs * 2, start = get_group_id(0) / pairs * tile_columns;
    for (int t = start; t < start + tile_columns; t++)
    {
        PLACE(first + t)
        const int top = tile_row * 4 - pad, left = tile_column * 4 - pad;
        for (int v = block; v < min(block + 2, input_blocks); v++)
        {
            global const block_t *plane = input + ((size_t)image * input_blocks + v) * (height * width);
            INPUT_TRANSFORM(global, plane, top, left, V + (size_t)t * (pitch / B) + v, (count * (pitch / B)))
        }
    }
}

// Products: a group takes one point and one panel, whose weights stay in its caches, over all tiles.
ONE_ITEM void winograd_multiply(
    global const block_t *U, global const block_t *V, global block_t *M, const int channels, const int pitch, const int count)
{
    const int point = get_group_id(0) % 36, panel = get_group_id(0) / 36;
    global const block_t *weights = U + ((size_t)panel * 36 + point) * channels * 2;
    MULTIPLY_ALL(global, count, (global const float *)(V + (size_t)point * count * (pitch / B)), M + ((size_t)panel * 36 + point) * count * 2)
}

// Output: a group takes one panel of a row of tiles.
ONE_ITEM void winograd_output(
    global const block_t *M, global const block_t *biases, global block_t *output, const int output_blocks, const int stored_height,
    const int stored_width, const int tile_rows, const int tile_columns, const int pooled, const float lower_limit, const int first, const int count)
{
    const int panels = (output_blocks + 1) / 2, panel = get_group_id(0) % panels, start = get_group_id(0) / panels * tile_columns;
    for (int t = start; t < start + tile_columns; t++)
    {
        PLACE(first + t)
        global const block_t *source = M + ((size_t)panel * 36 * count + t) * 2;
        for (int point = 0; point < 36; point++)
        {
            PREFETCH(source + ((size_t)point * count + 2) * 2);
        }

        for (int v = 0; v < min(2, output_blocks - panel * 2); v++)
        {
            const block_t bias = biases[panel * 2 + v];
            global block_t *plane = output + ((size_t)image * output_blocks + panel * 2 + v) * (stored_height * stored_width);
            OUTPUT_TRANSFORM(global, source + v, (count * 2), plane, tile_row, tile_column)
        }
    }
}
