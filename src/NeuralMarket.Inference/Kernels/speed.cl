// How fast a device multiplies and adds, and reads its memory: for people who compare devices, and for limits in benchmarks.

#include "common.cl"

// Each item: twelve chains of multiply-adds, so that no one waits for another's latency.
kernel void speed_multiply_add(global float *output, const int rounds, const float factor)
{
    const block_t x = factor, y = 1.0f - factor;
#define CHAIN(r) block_t a##r = (float)get_global_id(0) + r;
    EACH_OF_12(CHAIN)
#undef CHAIN
    for (int round = 0; round < rounds; round++)
    {
#define STEP(r) a##r = fma(a##r, x, y);
        EACH_OF_12(STEP)
#undef STEP
    }

    block_t sum = 0.0f;
#define ADD(r) sum += a##r;
    EACH_OF_12(ADD)
#undef ADD
    output[get_global_id(0)] = sum_of(sum);
}

// Each item sums `blocks` vectors: neighbours of one another when `stride` is 1, every `stride`-th otherwise.
kernel void speed_read(global const block_t *input, global float *output, const int blocks, const int stride)
{
    global const block_t *mine = input + (stride == 1 ? (size_t)get_global_id(0) * blocks : get_global_id(0));
    block_t a = 0.0f, b = 0.0f, c = 0.0f, d = 0.0f;
    for (int i = 0; i + 4 <= blocks; i += 4, mine += 4 * (size_t)stride)
    {
        a += mine[0];
        b += mine[stride];
        c += mine[2 * (size_t)stride];
        d += mine[3 * (size_t)stride];
    }

    output[get_global_id(0)] = sum_of((a + b) + (c + d));
}
