// Dense layers, planar to planar, in register tiles of several images by 2 B outputs; work-groups of one item, for CPUs. One image: dense_stream.cl.
//
// One group: one panel of 2 B outputs, whose weights pass through the caches once whatever the number of images.
// weights: [panel][input][2 B] in single precision, or in half precision that is widened as it is read. `weights` holds a part of the layer,
// from `first_panel` on. `sums`: [image][2 B], one group's.

#include "common.cl"

#define CHUNK 256

#define SINGLE_VECTOR(i) load_block(i, weights)
#define HALF_VECTOR(i) load_half_block(i, weights)

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
            const block_t u0 = VECTOR(2 * c), u1 = VECTOR(2 * c + 1);        \
            EACH_OF_##R(STEP)                                                \
        }                                                                    \
        EACH_OF_##R(KEEP)                                                    \
        break;                                                               \
    }
#define MULTIPLY_SINGLE(R) MULTIPLY(R, SINGLE_VECTOR)
#define MULTIPLY_HALF(R) MULTIPLY(R, HALF_VECTOR)

#define DENSE(NAME, WEIGHT, VECTOR, CASE)                                                                                      \
    ONE_ITEM void NAME(                                                                                                        \
        global const float *input, global const WEIGHT *all_weights, global const block_t *biases, global float *output,       \
        local block_t *all_sums, const int inputs, const int outputs, const int images, const int first_panel,                 \
        const float lower_limit, const int first_image)                                                                        \
    {                                                                                                                          \
        const int panel = first_panel + get_group_id(0);                                                                       \
        global const WEIGHT *weights = all_weights + (size_t)get_group_id(0) * inputs * (2 * B);                               \
        for (int image = 0; image < images; image++)                                                                           \
        {                                                                                                                      \
            all_sums[image * 2] = biases[panel * 2];                                                                           \
            all_sums[image * 2 + 1] = biases[panel * 2 + 1];                                                                   \
        }                                                                                                                      \
                                                                                                                               \
        const int blocks = (images + ROWS - 1) / ROWS, least = images / blocks, more = images % blocks;                        \
        for (int start = 0; start < inputs; start += CHUNK)                                                                    \
        {                                                                                                                      \
            const int end = min(start + CHUNK, inputs);                                                                        \
            global const float *rows = input + (size_t)first_image * inputs;                                                   \
            local block_t *sums = all_sums;                                                                                    \
            const int step = 2 * B * sizeof(WEIGHT) / blocks;                                                                  \
            global const char *next = (global const char *)(weights + (size_t)end * (2 * B));                                  \
            for (int block = 0; block < blocks; block++)                                                                       \
            {                                                                                                                  \
                const int here = least + (block < more);                                                                       \
                switch (here) { EACH_HEIGHT_FROM_2(CASE) }                                                                     \
                rows += (size_t)here * inputs;                                                                                 \
                sums += here * 2;                                                                                              \
            }                                                                                                                  \
        }                                                                                                                      \
                                                                                                                               \
        local const float *values = (local const float *)all_sums;                                                            \
        const int columns = min(2 * B, outputs - panel * 2 * B);                                                               \
        for (int image = 0; image < images; image++)                                                                           \
        {                                                                                                                      \
            for (int k = 0; k < columns; k++)                                                                                  \
            {                                                                                                                  \
                output[(size_t)(first_image + image) * outputs + panel * 2 * B + k] = fmax(values[image * 2 * B + k], lower_limit); \
            }                                                                                                                  \
        }                                                                                                                      \
    }

DENSE(dense_tiled, float, SINGLE_VECTOR, MULTIPLY_SINGLE)
DENSE(dense_tiled_half, half, HALF_VECTOR, MULTIPLY_HALF)
