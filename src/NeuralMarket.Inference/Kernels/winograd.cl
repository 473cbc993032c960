// Convolution 3 × 3, stride 1, one group, as Winograd's F(4 × 4, 3 × 3): see README.md for the mathematics. Blocked to blocked.
//
//   tiles    4 × 4 outputs each, counted through images, tile rows, tile columns; 6 × 6 inputs and 36 points belong to one
//   U        [panel of 2 B output channels][point][input channel][2 B]    the transformed weights (WinogradWeights.cs)
//   V        [point][tile][pitch]                                         the transformed inputs, `pitch` ≥ input channels
//   M        [panel][point][tile][2 B]                                    their products, V · U point by point
//
// Work-groups of one item, long loops over explicit vectors: for CPUs. `first` is the first tile of a chunk, `count` how many it has.

#define HALF_ROOT 0.70710678118654752f
#define ROOT 1.41421356237309505f

// One dimension of the input transform (Bᵀ): the points 0, ±1/√2, ±√2, ∞.
#define INPUT_1D(d0, d1, d2, d3, d4, d5, o0, o1, o2, o3, o4, o5)                         \
    {                                                                                    \
        const block_t even1_ = d4 - 2.0f * d2, odd1_ = d3 - 2.0f * d1;                   \
        const block_t even2_ = d4 - 0.5f * d2, odd2_ = d3 - 0.5f * d1;                   \
        o0 = (d0 + d4) - 2.5f * d2;                                                      \
        o1 = even1_ + HALF_ROOT * odd1_;                                                 \
        o2 = even1_ - HALF_ROOT * odd1_;                                                 \
        o3 = even2_ + ROOT * odd2_;                                                      \
        o4 = even2_ - ROOT * odd2_;                                                      \
        o5 = (d1 + d5) - 2.5f * d3;                                                      \
    }

// One dimension of the output transform (Aᵀ).
#define OUTPUT_1D(m0, m1, m2, m3, m4, m5, o0, o1, o2, o3)                                \
    {                                                                                    \
        const block_t sum1_ = m1 + m2, difference1_ = m1 - m2;                           \
        const block_t sum2_ = m3 + m4, difference2_ = m3 - m4;                           \
        o0 = m0 + sum1_ + sum2_;                                                         \
        o1 = HALF_ROOT * difference1_ + ROOT * difference2_;                             \
        o2 = 0.5f * sum1_ + 2.0f * sum2_;                                                \
        o3 = (0.5f * HALF_ROOT) * difference1_ + (m5 + (2.0f * ROOT) * difference2_);    \
    }

// 6 × 6 inputs from (top, left) of a plane, transformed; 36 vectors `stride` apart. Outside the plane is 0.
#define INPUT_TRANSFORM(SPACE, plane, top, left, target, stride)                                                                        \
    {                                                                                                                                   \
        block_t half_[36];                                                                                                              \
        if (top >= 0 && left >= 0 && top + 6 <= height && left + 6 <= width)                                                            \
        {                                                                                                                               \
            global const block_t *p = plane + top * width + left;                                                                       \
            _Pragma("unroll") for (int j = 0; j < 6; j++, p++)                                                                          \
            {                                                                                                                           \
                INPUT_1D(p[0], p[width], p[2 * width], p[3 * width], p[4 * width], p[5 * width], half_[j], half_[6 + j], half_[12 + j], \
                    half_[18 + j], half_[24 + j], half_[30 + j])                                                                        \
            }                                                                                                                           \
        }                                                                                                                               \
        else                                                                                                                            \
        {                                                                                                                               \
            for (int j = 0; j < 6; j++)                                                                                                 \
            {                                                                                                                           \
                block_t d[6];                                                                                                           \
                const bool in_columns = (uint)(left + j) < (uint)width;                                                                 \
                _Pragma("unroll") for (int i = 0; i < 6; i++)                                                                           \
                {                                                                                                                       \
                    d[i] = in_columns && (uint)(top + i) < (uint)height ? plane[(top + i) * width + left + j] : (block_t)(0.0f);        \
                }                                                                                                                       \
                INPUT_1D(d[0], d[1], d[2], d[3], d[4], d[5], half_[j], half_[6 + j], half_[12 + j], half_[18 + j], half_[24 + j],       \
                    half_[30 + j])                                                                                                      \
            }                                                                                                                           \
        }                                                                                                                               \
        SPACE block_t *to = target;                                                                                                     \
        _Pragma("unroll") for (int i = 0; i < 36; i += 6)                                                                               \
        {                                                                                                                               \
            block_t o0, o1, o2, o3, o4, o5;                                                                                             \
            INPUT_1D(half_[i], half_[i + 1], half_[i + 2], half_[i + 3], half_[i + 4], half_[i + 5], o0, o1, o2, o3, o4, o5)            \
            *to = o0; to += stride; *to = o1; to += stride; *to = o2; to += stride;                                                     \
            *to = o3; to += stride; *to = o4; to += stride; *to = o5; to += stride;                                                     \
        }                                                                                                                               \
    }

#define STORE_INSIDE(i, j, v) if (row + (i) < stored_height && column + (j) < stored_width) { target[(i) * stored_width + (j)] = fmax(v + bias, (block_t)(lower_limit)); }

// 36 products `stride` apart, transformed, biased, limited from below, and stored: 4 × 4 outputs, or 2 × 2 maxima of them.
#define OUTPUT_TRANSFORM(SPACE, source, stride, plane, tile_row, tile_column)                                                           \
    {                                                                                                                                   \
        block_t half_[24];                                                                                                              \
        SPACE const block_t *from = source;                                                                                             \
        _Pragma("unroll") for (int j = 0; j < 6; j++, from += stride)                                                                   \
        {                                                                                                                               \
            OUTPUT_1D(from[0], from[6 * stride], from[12 * stride], from[18 * stride], from[24 * stride], from[30 * stride], half_[j],  \
                half_[6 + j], half_[12 + j], half_[18 + j])                                                                             \
        }                                                                                                                               \
        if (pooled)                                                                                                                     \
        {                                                                                                                               \
            const int row = (tile_row) * 2, column = (tile_column) * 2;                                                                 \
            global block_t *target = plane + row * stored_width + column;                                                               \
            _Pragma("unroll") for (int i = 0; i < 2; i++)                                                                               \
            {                                                                                                                           \
                block_t o0, o1, o2, o3, o4, o5, o6, o7;                                                                                 \
                OUTPUT_1D(half_[12 * i], half_[12 * i + 1], half_[12 * i + 2], half_[12 * i + 3], half_[12 * i + 4], half_[12 * i + 5], \
                    o0, o1, o2, o3)                                                                                                     \
                OUTPUT_1D(half_[12 * i + 6], half_[12 * i + 7], half_[12 * i + 8], half_[12 * i + 9], half_[12 * i + 10],               \
                    half_[12 * i + 11], o4, o5, o6, o7)                                                                                 \
                STORE_INSIDE(i, 0, fmax(fmax(o0, o1), fmax(o4, o5)))                                                                    \
                STORE_INSIDE(i, 1, fmax(fmax(o2, o3), fmax(o6, o7)))                                                                    \
            }                                                                                                                           \
        }                                                                                                                               \
        else                                                                                                                            \
        {                                                                                                                               \
            const int row = (tile_row) * 4, column = (tile_column) * 4;                                                                 \
            global block_t *target = plane + row * stored_width + column;                                                               \
            _Pragma("unroll") for (int i = 0; i < 4; i++)                                                                               \
            {                                                                                                                           \
                block_t o0, o1, o2, o3;                                                                                                 \
                OUTPUT_1D(half_[6 * i], half_[6 * i + 1], half_[6 * i + 2], half_[6 * i + 3], half_[6 * i + 4], half_[6 * i + 5], o0,   \
                    o1, o2, o3)                                                                                                         \
                STORE_INSIDE(i, 0, o0) STORE_INSIDE(i, 1, o1) STORE_INSIDE(i, 2, o2) STORE_INSIDE(i, 3, o3)                             \
            }                                                                                                                           \
        }                                                                                                                               \
    }

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
            const block_t u0 = weights[2 * c], u1 = weights[2 * c + 1];                      \
            EACH_OF_##R(STEP)                                                                \
        }                                                                                    \
        EACH_OF_##R(KEEP)                                                                    \
        break;                                                                               \
    }

// `count` rows in register tiles of nearly equal height: none is left with a single row.
#define MULTIPLY_ALL(SPACE, count, first_rows, first_products)                               \
    {                                                                                        \
        SPACE const float *rows = first_rows;                                                \
        SPACE block_t *products = first_products;                                            \
        const int blocks = (count + ROWS - 1) / ROWS, least = count / blocks, more = count % blocks; \
        for (int block = 0; block < blocks; block++)                                         \
        {                                                                                    \
            const int here = least + (block < more);                                         \
            switch (here) { EACH_HEIGHT(MULTIPLY) }                                          \
            rows += here * pitch;                                                            \
            products += here * 2;                                                            \
        }                                                                                    \
    }

#define PLACE(number)                                                                                                                  \
    const int image = (number) / (tile_rows * tile_columns), in_image = (number) % (tile_rows * tile_columns);                         \
    const int tile_row = in_image / tile_columns, tile_column = in_image % tile_columns;

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
