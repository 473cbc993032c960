// Convolution 3 × 3, stride 1, one group, as Winograd's F(TILE × TILE, 3 × 3), TILE 4 or 6: see README.md for the mathematics. Blocked to blocked.
//
//   U        [panel of 2 B output channels][point][input channel][2 B]       the transformed weights (WinogradTransform.cs), for the fused kernel
//            [point][panel][input channel][2 B]                              the same in the order in which winograd_multiply reads them
//   V        [point][register tile][block of input channels][tile in it][B]  the transformed inputs; a product reads a register tile in one stream
//   M        [panel][point][tile][2 B]                                       their products, V · U point by point
//
// Work-groups of one item, long loops over explicit vectors: for CPUs. `first` is the first tile of a chunk, `count` how many it has.

#define UNROLLED
#include "winograd_transforms.cl"

// Kernels' names end with the tile: winograd_fused_4.
#define FOR_TILE(name) JOIN(JOIN(name, _), TILE)

// `count` tiles make register tiles of nearly equal height, the higher ones first: none is left with a single row.
#define REGISTER_TILES(count)                                                                \
    const int register_tiles = (count + ROWS - 1) / ROWS, least = count / register_tiles, more = count % register_tiles;

// The register tile that tile `t` belongs to: its first tile and its height.
#define REGISTER_TILE(t)                                                                     \
    const int in_higher = more * (least + 1), tile_height = least + ((t) < in_higher);       \
    const int tile_start = (t) < in_higher ? (t) / tile_height * tile_height : in_higher + ((t) - in_higher) / tile_height * tile_height;

// Where a point's V has block `v` of tile `t`, in vectors; and how far apart two points are: a cache line more than V is long, so that they do
// not fall into the same sets.
#define IN_V(t, v) ((size_t)tile_start * input_blocks + (v) * tile_height + ((t) - tile_start))
#define POINT_STRIDE(count) ((size_t)(count) * input_blocks + 16 / B)

// `tiles` neighbours in a row, from tile `start` on, of block `v`: what two of them share of the first pass is taken over.
#define INPUT_STRIP(SPACE, start)                                                                   \
    {                                                                                               \
        global const block_t *plane = input + ((size_t)image * input_blocks + v) * (height * width);\
        const int top = tile_row * TILE - pad;                                                      \
        int x = tile_column * TILE - pad;                                                           \
        block_t half_[POINTS];                                                                      \
        for (int j = TILE; j < SIDE; j++, x++)                                                      \
        {                                                                                           \
            INPUT_COLUMN(plane, top, x, j)                                                          \
        }                                                                                           \
        for (int tile = start; tile < start + tiles; tile++)                                        \
        {                                                                                           \
            _Pragma("unroll") for (int i = 0; i < SIDE; i++)                                        \
            {                                                                                       \
                half_[i * SIDE] = half_[i * SIDE + TILE];                                           \
                half_[i * SIDE + 1] = half_[i * SIDE + TILE + 1];                                   \
            }                                                                                       \
            for (int j = 2; j < SIDE; j++, x++)                                                     \
            {                                                                                       \
                INPUT_COLUMN(plane, top, x, j)                                                      \
            }                                                                                       \
            REGISTER_TILE(tile)                                                                     \
            INPUT_ROWS(SPACE, V + IN_V(tile, v), stride)                                            \
        }                                                                                           \
    }

// A register tile: `R` tiles by 2 vectors of output channels, over all input channels. Meanwhile `next` is brought into the outer cache.
#define CLEAR(r) block_t a##r = 0.0f, b##r = 0.0f;
#define STEP(r) { const float v = values[(r) * B]; a##r += v * u0; b##r += v * u1; }
#define KEEP(r) products[(r) * 2] = a##r; products[(r) * 2 + 1] = b##r;
#define MULTIPLY(SPACE, R)                                                                   \
    case R:                                                                                  \
    {                                                                                        \
        EACH_OF_##R(CLEAR)                                                                   \
        global const block_t *u = weights;                                                   \
        for (int block = 0; block < input_blocks; block++)                                   \
        {                                                                                    \
            SPACE const float *values = (SPACE const float *)(rows + block * R);             \
            _Pragma("unroll 4") for (int c = 0; c < B; c++, u += 2, values++, next += step)  \
            {                                                                                \
                PREFETCH_OUTER(next);                                                        \
                const block_t u0 = u[0], u1 = u[1];                                          \
                EACH_OF_##R(STEP)                                                            \
            }                                                                                \
        }                                                                                    \
        EACH_OF_##R(KEEP)                                                                    \
        break;                                                                               \
    }
#define MULTIPLY_LOCAL(R) MULTIPLY(local, R)
#define MULTIPLY_GLOBAL(R) MULTIPLY(global, R)

// All tiles at one point. The weights behind these come next: each register tile's loop prefetches its share of them.
#define MULTIPLY_ALL(SPACE, CASES, first_row, first_product)                                 \
    {                                                                                        \
        SPACE const block_t *rows = first_row;                                               \
        SPACE block_t *products = first_product;                                             \
        const int step = 2 * B * sizeof(float) / register_tiles;                             \
        global const char *next = (global const char *)(weights + 2 * B * input_blocks);     \
        for (int tile = 0; tile < register_tiles; tile++)                                    \
        {                                                                                    \
            const int tile_height = least + (tile < more);                                   \
            switch (tile_height) { EACH_HEIGHT(CASES) }                                      \
            rows += tile_height * input_blocks;                                              \
            products += tile_height * 2;                                                     \
        }                                                                                    \
    }

// All in one: each group takes some tiles from input to output; V and M of its tiles stay in its caches.
ONE_ITEM void FOR_TILE(winograd_fused)(
    global const block_t *input, global const block_t *U, global const block_t *biases, global block_t *output, local block_t *V, local block_t *M,
    const int input_blocks, const int height, const int width, const int pad, const int output_blocks, const int stored_height, const int stored_width,
    const int tile_rows, const int tile_columns, const int pooled, const float lower_limit, const int tiles_at_once, const int count)
{
    const int groups = get_num_groups(0), group = get_group_id(0);
    const int first = (int)((long)count * group / groups), here = (int)((long)count * (group + 1) / groups) - first;
    if (here == 0)
    {
        return;
    }

    REGISTER_TILES(here)
    const size_t stride = POINT_STRIDE(tiles_at_once);
    for (int v = 0; v < input_blocks; v++)
    {
        for (int t = 0, tiles = 0; t < here; t += tiles)
        {
            PLACE(first + t)
            tiles = min(tile_columns - tile_column, here - t);
            INPUT_STRIP(local, t)
        }
    }

    for (int panel = 0; panel < (output_blocks + 1) / 2; panel++)
    {
        for (int point = 0; point < POINTS; point++)
        {
            global const block_t *weights = U + ((size_t)panel * POINTS + point) * (2 * B * input_blocks);
            MULTIPLY_ALL(local, MULTIPLY_LOCAL, V + point * stride, M + point * tiles_at_once * 2)
        }

        for (int t = 0; t < here; t++)
        {
            PLACE(first + t)
            for (int v = 0; v < min(2, output_blocks - panel * 2); v++)
            {
                const block_t bias = biases[panel * 2 + v];
                global block_t *plane = output + ((size_t)image * output_blocks + panel * 2 + v) * (stored_height * stored_width);
                OUTPUT_TRANSFORM(local, M + t * 2 + v, (tiles_at_once * 2), plane, tile_row, tile_column)
            }
        }
    }
}

// In three steps. Input: a group takes two blocks of a row of tiles.
ONE_ITEM void FOR_TILE(winograd_input)(
    global const block_t *input, global block_t *V, const int input_blocks, const int height, const int width, const int pad, const int tile_rows,
    const int tile_columns, const int first, const int count)
{
    REGISTER_TILES(count)
    const size_t stride = POINT_STRIDE(count);
    const int pairs = (input_blocks + 1) / 2, block = get_group_id(0) % pairs * 2, start = get_group_id(0) / pairs * tile_columns, tiles = tile_columns;
    PLACE(first + start)
    for (int v = block; v < min(block + 2, input_blocks); v++)
    {
        INPUT_STRIP(global, start)
    }
}

// Products: a group takes one point and one panel, whose weights stay in its caches, over all tiles. The next group takes the next panel at the same point,
// while that point's V stays in its caches, too.
ONE_ITEM void FOR_TILE(winograd_multiply)(
    global const block_t *U, global const block_t *V, global block_t *M, const int input_blocks, const int panels, const int count)
{
    const int point = get_group_id(0) / panels, panel = get_group_id(0) % panels;
    global const block_t *weights = U + ((size_t)point * panels + panel) * (2 * B * input_blocks);
    REGISTER_TILES(count)
    MULTIPLY_ALL(global, MULTIPLY_GLOBAL, V + point * POINT_STRIDE(count), M + ((size_t)panel * POINTS + point) * count * 2)
}

// Output: a group takes one panel of a row of tiles.
ONE_ITEM void FOR_TILE(winograd_output)(
    global const block_t *M, global const block_t *biases, global block_t *output, const int output_blocks, const int stored_height,
    const int stored_width, const int tile_rows, const int tile_columns, const int pooled, const float lower_limit, const int first, const int count)
{
    const int panels = (output_blocks + 1) / 2, panel = get_group_id(0) % panels, start = get_group_id(0) / panels * tile_columns;
    for (int t = start; t < start + tile_columns; t++)
    {
        PLACE(first + t)
        global const block_t *source = M + ((size_t)panel * POINTS * count + t) * 2;
        for (int point = 0; point < POINTS; point++)
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
