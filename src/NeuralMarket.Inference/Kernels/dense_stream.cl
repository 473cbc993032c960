// Dense layers of one image: a stream of weights, past those of inputs that are 0; work-groups of one item, for CPUs.
//
// Reading the weights is all that takes time, and a trained network with ReLU leaves most of them out: what an input of 0 adds is 0. `dense_inputs` lists
// the inputs that count, and a group, one panel of W vectors of outputs, goes along the list. An input's weights are two lines that memory brings together,
// in half precision, too: of one line alone, the other would often be brought for nothing.
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

// Several sums for each vector of outputs hide the latency of additions: `s` says into which.
#define ADD_SINGLE(i, s)                                                  \
    {                                                                     \
        const size_t at = chosen[c + i];                                  \
        const float v = row[at];                                          \
        a##s += v * load_block(2 * at, weights);                          \
        b##s += v * load_block(2 * at + 1, weights);                      \
    }
#define FOUR_SINGLE ADD_SINGLE(0, 0) ADD_SINGLE(1, 1) ADD_SINGLE(2, 2) ADD_SINGLE(3, 3)
#define FINISH_SINGLE                                                     \
    store_block((a0 + a1) + (a2 + a3), 0, sums);                          \
    store_block((b0 + b1) + (b2 + b3), 1, sums);

#define ADD_HALF(i, s)                                                    \
    {                                                                     \
        const size_t at = chosen[c + i];                                  \
        const float v = row[at];                                          \
        a##s += v * load_half_block(4 * at, weights);                     \
        b##s += v * load_half_block(4 * at + 1, weights);                 \
        d##s += v * load_half_block(4 * at + 2, weights);                 \
        e##s += v * load_half_block(4 * at + 3, weights);                 \
    }
#define FOUR_HALF ADD_HALF(0, 0) ADD_HALF(1, 1) ADD_HALF(2, 0) ADD_HALF(3, 1)
#define FINISH_HALF                                                       \
    store_block(a0 + a1, 0, sums);                                        \
    store_block(b0 + b1, 1, sums);                                        \
    store_block(d0 + d1, 2, sums);                                        \
    store_block(e0 + e1, 3, sums);

#define TWO_VECTORS                                                       \
    block_t a0 = bias[0], a1 = 0.0f, a2 = 0.0f, a3 = 0.0f;                \
    block_t b0 = bias[1], b1 = 0.0f, b2 = 0.0f, b3 = 0.0f;
#define FOUR_VECTORS                                                      \
    block_t a0 = bias[0], b0 = bias[1], d0 = bias[2], e0 = bias[3];       \
    block_t a1 = 0.0f, b1 = 0.0f, d1 = 0.0f, e1 = 0.0f;

#define DENSE_STREAM(NAME, WEIGHT, W, BEGIN, ADD, FOUR, FINISH)                                                                \
    ONE_ITEM void NAME(                                                                                                        \
        global const float *input, global const WEIGHT *all_weights, global const block_t *biases, global float *output,       \
        global const int *list, const int inputs, const int outputs, const float lower_limit, const int ahead,                 \
        const int first_panel, const int image)                                                                                \
    {                                                                                                                          \
        const int panel = first_panel + get_group_id(0), count = list[0];                                                      \
        global const int *chosen = list + 1;                                                                                   \
        global const float *row = input + (size_t)image * inputs;                                                              \
        global const WEIGHT *weights = all_weights + (size_t)get_group_id(0) * inputs * (W * B);                               \
        global const block_t *bias = biases + panel * W;                                                                       \
        BEGIN                                                                                                                  \
        int c = 0;                                                                                                             \
        for (; c + 4 <= count; c += 4)                                                                                         \
        {                                                                                                                      \
            _Pragma("unroll") for (int i = 0; i < 4; i++)                                                                      \
            {                                                                                                                  \
                global const char *later = (global const char *)(weights + (size_t)chosen[c + i + ahead] * (W * B));           \
                _Pragma("unroll") for (int line = 0; line < W * B * sizeof(WEIGHT); line += LINE)                              \
                {                                                                                                              \
                    PREFETCH(later + line);                                                                                    \
                }                                                                                                              \
            }                                                                                                                  \
                                                                                                                               \
            FOUR                                                                                                               \
        }                                                                                                                      \
                                                                                                                               \
        for (; c < count; c++)                                                                                                 \
        {                                                                                                                      \
            ADD(0, 0)                                                                                                          \
        }                                                                                                                      \
                                                                                                                               \
        float sums[W * B];                                                                                                     \
        FINISH                                                                                                                 \
        const int columns = min(W * B, outputs - panel * W * B);                                                               \
        for (int k = 0; k < columns; k++)                                                                                      \
        {                                                                                                                      \
            output[(size_t)image * outputs + panel * W * B + k] = fmax(sums[k], lower_limit);                                  \
        }                                                                                                                      \
    }

DENSE_STREAM(dense_stream, float, 2, TWO_VECTORS, ADD_SINGLE, FOUR_SINGLE, FINISH_SINGLE)
DENSE_STREAM(dense_stream_half, half, 4, FOUR_VECTORS, ADD_HALF, FOUR_HALF, FINISH_HALF)
