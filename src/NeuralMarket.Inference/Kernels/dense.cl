// Dense layers, planar to planar, in register tiles of several images by 2 B outputs; work-groups of one item, for CPUs. One image: dense_stream.cl.
//
// One group: one panel of W vectors of outputs, whose weights pass through the caches once whatever the number of images.
// weights: [panel][input][W B] in single precision, W = 2, or in half precision that is widened as it is read, W = 4: as many bytes. `weights` holds a part of the
// layer, from `first_panel` on. `sums`: [pair of vectors][image][2 B], one group's.

#include "common.cl"

#define CHUNK 256

#define SINGLE_VECTOR(c, v) load_block((c) * 2 + (v), part)
#define HALF_VECTOR(c, v) load_half_block((c) * 4 + (v), part)

// A register tile of R images. The next chunk of weights is brought into the outer cache, each register tile's loop its share of it.
#define TAKE(r) block_t a##r = sums[(r) * 2], b##r = sums[(r) * 2 + 1];
#define STEP(r) { const float v = rows[(r) * (size_t)inputs + c]; a##r += v * u0; b##r += v * u1; }
#define KEEP(r) sums[(r) * 2] = a##r; sums[(r) * 2 + 1] = b##r;
#define MULTIPLY(R, VECTOR)                                                  \
    case R:                                                                  \
    {                                                                        \
        EACH_OF_##R(TAKE)                                                    \
        for (int c = start; c < end; c++, next += step)                      \
        {                                                                    \
            PREFETCH_OUTER(next);                                            \
            const block_t u0 = VECTOR(c, 0), u1 = VECTOR(c, 1);                  \
            EACH_OF_##R(STEP)                                                \
        }                                                                    \
        EACH_OF_##R(KEEP)                                                    \
        break;                                                               \
    }
#define MULTIPLY_SINGLE(R) MULTIPLY(R, SINGLE_VECTOR)
#define MULTIPLY_HALF(R) MULTIPLY(R, HALF_VECTOR)

#define DENSE(NAME, WEIGHT, W, CASE)                                                                                           \
    ONE_ITEM void NAME(                                                                                                        \
        global const float *input, global const WEIGHT *all_weights, global const block_t *biases, global float *output,       \
        local block_t *all_sums, const int inputs, const int outputs, const int images, const int first_panel,                 \
        const float lower_limit, const int first_image)                                                                        \
    {                                                                                                                          \
        const int panel = first_panel + get_group_id(0);                                                                       \
        global const WEIGHT *weights = all_weights + (size_t)get_group_id(0) * inputs * (W * B);                               \
        for (int pair = 0; pair < W / 2; pair++)                                                                               \
        {                                                                                                                      \
            for (int image = 0; image < images; image++)                                                                       \
            {                                                                                                                  \
                all_sums[(pair * images + image) * 2] = biases[panel * W + pair * 2];                                          \
                all_sums[(pair * images + image) * 2 + 1] = biases[panel * W + pair * 2 + 1];                                  \
            }                                                                                                                  \
        }                                                                                                                      \
                                                                                                                               \
        const int blocks = (images + ROWS - 1) / ROWS, least = images / blocks, more = images % blocks;                        \
        for (int start = 0; start < inputs; start += CHUNK)                                                                    \
        {                                                                                                                      \
            const int end = min(start + CHUNK, inputs);                                                                        \
            local block_t *sums = all_sums;                                                                                    \
            const int step = 2 * B * sizeof(WEIGHT) / blocks;                                                                  \
            global const char *next = (global const char *)(weights + (size_t)end * (W * B));                                  \
            for (int pair = 0; pair < W / 2; pair++)                                                                           \
            {                                                                                                                  \
                global const WEIGHT *part = weights + pair * (2 * B);                                                          \
                global const float *rows = input + (size_t)first_image * inputs;                                               \
                for (int block = 0; block < blocks; block++)                                                                   \
                {                                                                                                              \
                    const int here = least + (block < more);                                                                   \
                    switch (here) { EACH_HEIGHT_FROM_2(CASE) }                                                                 \
                    rows += (size_t)here * inputs;                                                                             \
                    sums += here * 2;                                                                                          \
                }                                                                                                              \
            }                                                                                                                  \
        }                                                                                                                      \
                                                                                                                               \
        local const float *values = (local const float *)all_sums;                                                             \
        const int columns = min(W * B, outputs - panel * W * B);                                                               \
        for (int image = 0; image < images; image++)                                                                           \
        {                                                                                                                      \
            for (int k = 0; k < columns; k++)                                                                                  \
            {                                                                                                                  \
                output[(size_t)(first_image + image) * outputs + panel * W * B + k] =                                          \
                    fmax(values[(k / (2 * B) * images + image) * 2 * B + k % (2 * B)], lower_limit);                           \
            }                                                                                                                  \
        }                                                                                                                      \
    }

DENSE(dense_tiled, float, 2, MULTIPLY_SINGLE)
DENSE(dense_tiled_half, half, 4, MULTIPLY_HALF)
