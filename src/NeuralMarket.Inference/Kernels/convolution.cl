// Direct convolution in register tiles: any kernel, stride, padding and groups. Result blocked; work-groups of one item, for CPUs.
//
// One group: a panel of 2 B output channels, all columns of one output row (planar) or ROWS × 8 output pixels (blocked).
// weights: [panel][spanned input block][row][column][input channel in its block][2 B], 0 where a channel belongs to another group.

#include "common.cl"

#define CLEAR(r) block_t a##r = 0.0f, b##r = 0.0f;
#define PREPARE(r) PREFETCH_STORE(target + ROWS + (r)); PREFETCH_STORE(target + ROWS + pixels + (r));
#define ADD(r) { const float v = p##r[c]; a##r += v * u0; b##r += v * u1; }
#define STORE(r)                                                                           \
    target[r] = LARGER(a##r + bias0, (block_t)(lower_limit));                              \
    if (has_second) { target[(r) + pixels] = LARGER(b##r + bias1, (block_t)(lower_limit)); }

#define PANEL                                                                              \
    const int pixels = output_height * output_width;                                       \
    const int panels = (output_blocks + 1) / 2;                                            \
    const int panel = get_group_id(0) % panels;                                            \
    const bool has_second = panel * 2 + 1 < output_blocks;                                 \
    const block_t bias0 = biases[panel * 2], bias1 = biases[panel * 2 + 1];

// Planar input: the columns of the kernel are the innermost loop, ROWS neighbouring output pixels the tile; output_width ≥ ROWS. While a tile is computed, the
// next one's lines come into the cache to be written.
ONE_ITEM void convolution_planar_tiled(
    global const float *input, global const block_t *weights, global const block_t *biases, global const float *zeros, global block_t *output,
    const int input_blocks, const int height, const int width, const int output_blocks, const int output_height, const int output_width,
    const int kernel_size, const int stride, const int pad, const int inputs_per_group, const int outputs_per_group, const int spanned_blocks,
    const float lower_limit)
{
    PANEL
    const int y = get_group_id(0) / panels % output_height, image = get_group_id(0) / panels / output_height;
    const int first_channel = panel * 2 * B / outputs_per_group * inputs_per_group;
    const int channels = min(spanned_blocks, input_blocks - first_channel);
    global const float *source = input + ((size_t)image * input_blocks + first_channel) * height * width;
    for (int step = 0; step < output_width; step += ROWS)
    {
        const int x = min(step, output_width - ROWS), left = x * stride - pad;
        const bool inside = left >= 0 && left + (ROWS - 1) * stride + kernel_size <= width;
        global block_t *target = output + ((size_t)image * output_blocks + panel * 2) * pixels + y * output_width + x;
        JOIN(EACH_OF_, ROWS)(PREPARE)
        JOIN(EACH_OF_, ROWS)(CLEAR)
        for (int channel = 0; channel < channels; channel++)
        {
            for (int i = 0; i < kernel_size; i++)
            {
                const int row = y * stride - pad + i;
                if ((uint)row >= (uint)height)
                {
                    continue;
                }

                global const block_t *w = weights + (((size_t)panel * spanned_blocks + channel) * kernel_size + i) * kernel_size * 2;
                global const float *line = source + ((size_t)channel * height + row) * width;
                if (inside)
                {
#define POINT(r) global const float *p##r = line + left + (r) * stride;
                    JOIN(EACH_OF_, ROWS)(POINT)
#undef POINT
                    if (kernel_size == 3)
                    {
                        _Pragma("unroll") for (int c = 0; c < 3; c++)
                        {
                            const block_t u0 = w[2 * c], u1 = w[2 * c + 1];
                            JOIN(EACH_OF_, ROWS)(ADD)
                        }

                        continue;
                    }

                    for (int c = 0; c < kernel_size; c++)
                    {
                        const block_t u0 = w[2 * c], u1 = w[2 * c + 1];
                        JOIN(EACH_OF_, ROWS)(ADD)
                    }
                }
                else
                {
                    for (int j = 0; j < kernel_size; j++)
                    {
#define POINT(r) global const float *p##r = (uint)(left + (r) * stride + j) < (uint)width ? line + left + (r) * stride + j : zeros;
                        JOIN(EACH_OF_, ROWS)(POINT)
#undef POINT
                        const int c = 0;
                        const block_t u0 = w[2 * j], u1 = w[2 * j + 1];
                        JOIN(EACH_OF_, ROWS)(ADD)
                    }
                }
            }
        }

        JOIN(EACH_OF_, ROWS)(STORE)
    }
}

// Blocked input: the channels of a block are the innermost loop; the tile counts pixels through the rows. A pixel outside reads `zeros`.
ONE_ITEM void convolution_blocked_tiled(
    global const float *input, global const block_t *weights, global const block_t *biases, global const float *zeros, global block_t *output,
    const int input_blocks, const int height, const int width, const int output_blocks, const int output_height, const int output_width,
    const int kernel_size, const int stride, const int pad, const int inputs_per_group, const int outputs_per_group, const int spanned_blocks,
    const float lower_limit)
{
    PANEL
    const int tiles = (pixels + ROWS - 1) / ROWS, parts = (tiles + 7) / 8;
    const int part = get_group_id(0) / panels % parts, image = get_group_id(0) / panels / parts;
    const int first_block = panel * 2 * B / outputs_per_group * inputs_per_group / B;
    const int block_count = min(spanned_blocks, input_blocks - first_block);
    const size_t plane = (size_t)height * width * B;
    for (int tile = part * 8; tile < min(part * 8 + 8, tiles); tile++)
    {
        global const float *source = input + ((size_t)image * input_blocks + first_block) * plane;
        global const block_t *w = weights + (size_t)panel * spanned_blocks * kernel_size * kernel_size * B * 2;
#define ORIGIN(r)                                                       \
    const int pixel##r = min(tile * ROWS + r, pixels - 1);              \
    const int top##r = pixel##r / output_width * stride - pad;          \
    const int left##r = pixel##r % output_width * stride - pad;         \
    CLEAR(r)
        JOIN(EACH_OF_, ROWS)(ORIGIN)
#undef ORIGIN
        for (int block = 0; block < block_count; block++, source += plane)
        {
            for (int i = 0; i < kernel_size; i++)
            {
                for (int j = 0; j < kernel_size; j++, w += B * 2)
                {
#define POINT(r)                                                                                                     \
    const bool inside##r = (uint)(top##r + i) < (uint)height && (uint)(left##r + j) < (uint)width;                   \
    global const float *p##r = inside##r ? source + ((top##r + i) * width + left##r + j) * B : zeros;
                    JOIN(EACH_OF_, ROWS)(POINT)
#undef POINT
#pragma unroll
                    for (int c = 0; c < B; c++)
                    {
                        const block_t u0 = w[2 * c], u1 = w[2 * c + 1];
                        JOIN(EACH_OF_, ROWS)(ADD)
                    }
                }
            }
        }

        global block_t *target = output + ((size_t)image * output_blocks + panel * 2) * pixels;
#define STORE_AT(r)                                                                                                   \
    target[pixel##r] = LARGER(a##r + bias0, (block_t)(lower_limit));                                                  \
    if (has_second) { target[pixel##r + pixels] = LARGER(b##r + bias1, (block_t)(lower_limit)); }
        JOIN(EACH_OF_, ROWS)(STORE_AT)
#undef STORE_AT
    }
}
