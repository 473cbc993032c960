// Dense layers of one image: a stream of weights, past those of inputs that are 0; work-groups of one item, for CPUs.
//
// Reading the weights is all that takes time, and a trained network with ReLU leaves most of them out: what an input of 0 adds is 0. `dense_inputs` lists
// the inputs that count, and a group, one panel of 2 B outputs, goes along the list.
// weights: as in dense.cl. list: how many inputs, which, in rising order, and AHEAD_MOST more that are there to be prefetched.

#include "common.cl"

#define AHEAD_MOST 128

// Beyond three quarters the gaps in the stream cost more than they save, and the list has all inputs. A NaN is not 0.
ONE_ITEM void dense_inputs(global const float *input, global int *list, const int inputs, const int image)
{
    global const float *row = input + (size_t)image * inputs;
    global int *chosen = list + 1;
    int count = 0;
    for (int c = 0; c < inputs; c++)
    {
        chosen[count] = c;
        count += row[c] != 0.0f;
    }

    if (count > inputs / 4 * 3)
    {
        for (count = 0; count < inputs; count++)
        {
            chosen[count] = count;
        }
    }

    for (int i = 0; i < AHEAD_MOST; i++)
    {
        chosen[count + i] = inputs - 1;
    }

    list[0] = count;
}

// Four sums for each vector of outputs hide the latency of additions.
#define ADD(i, VECTOR)                                                          \
    {                                                                           \
        const size_t at = chosen[c + i];                                        \
        a##i += row[at] * VECTOR(2 * at); b##i += row[at] * VECTOR(2 * at + 1); \
    }

#define DENSE_STREAM(NAME, WEIGHT, VECTOR)                                                                                     \
    ONE_ITEM void NAME(                                                                                                        \
        global const float *input, global const WEIGHT *all_weights, global const block_t *biases, global float *output,       \
        global const int *list, const int inputs, const int outputs, const float lower_limit, const int ahead,                 \
        const int first_panel, const int image)                                                                                \
    {                                                                                                                          \
        const int panel = first_panel + get_group_id(0), count = list[0];                                                      \
        global const int *chosen = list + 1;                                                                                   \
        global const float *row = input + (size_t)image * inputs;                                                              \
        global const WEIGHT *weights = all_weights + (size_t)get_group_id(0) * inputs * (2 * B);                               \
        block_t a0 = biases[panel * 2], a1 = 0.0f, a2 = 0.0f, a3 = 0.0f;                                                       \
        block_t b0 = biases[panel * 2 + 1], b1 = 0.0f, b2 = 0.0f, b3 = 0.0f;                                                   \
        int c = 0;                                                                                                             \
        for (; c + 4 <= count; c += 4)                                                                                         \
        {                                                                                                                      \
            _Pragma("unroll") for (int i = 0; i < 4; i++)                                                                      \
            {                                                                                                                  \
                global const char *later = (global const char *)(weights + (size_t)chosen[c + i + ahead] * (2 * B));           \
                _Pragma("unroll") for (int line = 0; line < 2 * B * sizeof(WEIGHT); line += LINE)                              \
                {                                                                                                              \
                    PREFETCH(later + line);                                                                                    \
                }                                                                                                              \
            }                                                                                                                  \
                                                                                                                               \
            ADD(0, VECTOR) ADD(1, VECTOR) ADD(2, VECTOR) ADD(3, VECTOR)                                                        \
        }                                                                                                                      \
                                                                                                                               \
        for (; c < count; c++)                                                                                                 \
        {                                                                                                                      \
            ADD(0, VECTOR)                                                                                                     \
        }                                                                                                                      \
                                                                                                                               \
        float sums[2 * B];                                                                                                     \
        store_block((a0 + a1) + (a2 + a3), 0, sums);                                                                           \
        store_block((b0 + b1) + (b2 + b3), 1, sums);                                                                           \
        const int columns = min(2 * B, outputs - panel * 2 * B);                                                               \
        for (int k = 0; k < columns; k++)                                                                                      \
        {                                                                                                                      \
            output[(size_t)image * outputs + panel * 2 * B + k] = fmax(sums[k], lower_limit);                                  \
        }                                                                                                                      \
    }

#define SINGLE_VECTOR(i) load_block(i, weights)
#define HALF_VECTOR(i) load_half_block(i, weights)

DENSE_STREAM(dense_stream, float, SINGLE_VECTOR)
DENSE_STREAM(dense_stream_half, half, HALF_VECTOR)
