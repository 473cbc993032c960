// Patches over many images' features: logits, softmax and answer in one kernel; work-groups of one item, for CPUs.
//
// features [image][input]. A launch may hold several patches side by side: patch s has the outputs from starts[s] to starts[s + 1], `outputs` in all.
// probabilities [image][output], answers [image][patch]: the position in its patch, the lowest among equals.
// A group takes `at_once` images, and the features in chunks that stay in the inner cache; `sums` [at_once][pitch] are the logits so far.

#include "common.cl"

// Features at once.
#define CHUNK 1024
#define WIDE_CHUNK 256

// Of one image: logits to probabilities and answers.
static void answer(
    local float *logits, global const int *starts, const int patches, global float *probabilities, global int *answers)
{
    for (int s = 0; s < patches; s++)
    {
        const int from = starts[s], to = starts[s + 1];
        float largest = logits[from];
        int position = 0;
        for (int k = from + 1; k < to; k++)
        {
            if (logits[k] > largest)
            {
                largest = logits[k];
                position = k - from;
            }
        }

        float sum = 0.0f;
        for (int k = from; k < to; k++)
        {
            logits[k] = exp(logits[k] - largest);
            sum += logits[k];
        }

        for (int k = from; k < to; k++)
        {
            probabilities[k] = logits[k] / sum;
        }

        answers[s] = position;
    }
}

#define MY_IMAGES                                                                       \
    const int first = get_group_id(0) * at_once, here = min(at_once, images - first);

#define ANSWER                                                                          \
    for (int i = 0; i < here; i++)                                                      \
    {                                                                                   \
        answer(sums + i * pitch, starts, patches, probabilities + (size_t)(first + i) * outputs, answers + (size_t)(first + i) * patches); \
    }

// ---- Few outputs: vectors along the features, 4 images by 3 outputs. weights [output][input], biases [output] -------------------------

#define CLEAR(r) block_t a##r = 0.0f, b##r = 0.0f, c##r = 0.0f;
#define ADD(r)                                       \
    {                                                \
        const block_t v = load_block(i, p##r);       \
        a##r += v * u0;                              \
        b##r += v * u1;                              \
        c##r += v * u2;                              \
    }
#define KEEP(r)                                      \
    {                                                \
        local float *z = sums + (image + min(r, last)) * pitch; \
        z[k] += sum_of(a##r);                        \
        if (k1 > k) { z[k1] += sum_of(b##r); }       \
        if (k2 > k1) { z[k2] += sum_of(c##r); }      \
    }

ONE_ITEM void patch_narrow(
    global const float *features, global const float *weights, global const float *biases, global const int *starts, global float *probabilities,
    global int *answers, local float *sums, const int inputs, const int outputs, const int patches, const int pitch, const int at_once,
    const int images)
{
    MY_IMAGES
    for (int image = 0; image < here; image += 4)
    {
        const int last = min(3, here - image - 1);
        for (int r = 0; r <= last; r++)
        {
            for (int k = 0; k < outputs; k++)
            {
                sums[(image + r) * pitch + k] = biases[k];
            }
        }

        for (int start = 0; start < inputs; start += CHUNK)
        {
            const int count = min(CHUNK, inputs - start), blocks = count / B;
            global const float *rows = features + (size_t)(first + image) * inputs + start;
#define ROW(r) global const float *p##r = rows + (size_t)min(r, last) * inputs;
            EACH_OF_4(ROW)
#undef ROW
            for (int k = 0; k < outputs; k += 3)
            {
                const int k1 = min(k + 1, outputs - 1), k2 = min(k + 2, outputs - 1);
                global const float *w0 = weights + (size_t)k * inputs + start;
                global const float *w1 = weights + (size_t)k1 * inputs + start;
                global const float *w2 = weights + (size_t)k2 * inputs + start;
                EACH_OF_4(CLEAR)
                for (int i = 0; i < blocks; i++)
                {
                    const block_t u0 = load_block(i, w0), u1 = load_block(i, w1), u2 = load_block(i, w2);
#define AHEAD(r) PREFETCH(p##r + i * B + CHUNK);
                    if (k == 0) { EACH_OF_4(AHEAD) }
#undef AHEAD
                    EACH_OF_4(ADD)
                }

                // A block of four images may have fewer: the last is then computed again, and only the first time counts.
#define KEEP_EXISTING(r) if (r <= last) { KEEP(r) }
                EACH_OF_4(KEEP_EXISTING)
#undef KEEP_EXISTING
            }

            for (int i = blocks * B; i < count; i++)
            {
                for (int r = 0; r <= last; r++)
                {
                    const float v = rows[(size_t)r * inputs + i];
                    for (int k = 0; k < outputs; k++)
                    {
                        sums[(image + r) * pitch + k] += v * weights[(size_t)k * inputs + start + i];
                    }
                }
            }
        }
    }

    ANSWER
}

#undef CLEAR
#undef ADD
#undef KEEP

// ---- Many outputs: register tiles of images by 2 B outputs, a last panel of B where that suffices. weights [panel][input][2 B] ---------

#define TAKE(r) block_t a##r = z[(r) * zs], b##r = z[(r) * zs + 1];
#define STEP(r) { const float v = rows[(r) * (size_t)inputs + c]; a##r += v * u0; b##r += v * u1; }
#define KEEP(r) z[(r) * zs] = a##r; z[(r) * zs + 1] = b##r;
#define MULTIPLY(R)                                                                     \
    case R:                                                                             \
    {                                                                                   \
        EACH_OF_##R(TAKE)                                                               \
        for (int c = 0; c < count; c++)                                                 \
        {                                                                               \
            const block_t u0 = w[2 * c], u1 = w[2 * c + 1];                             \
            EACH_OF_##R(STEP)                                                           \
        }                                                                               \
        EACH_OF_##R(KEEP)                                                               \
        break;                                                                          \
    }
#define TAKE_ONE(r) block_t a##r = z[(r) * zs];
#define STEP_ONE(r) { const float v = rows[(r) * (size_t)inputs + c]; a##r += v * u0; }
#define KEEP_ONE(r) z[(r) * zs] = a##r;
#define MULTIPLY_ONE(R)                                                                 \
    case R:                                                                             \
    {                                                                                   \
        EACH_OF_##R(TAKE_ONE)                                                           \
        for (int c = 0; c < count; c++)                                                 \
        {                                                                               \
            const block_t u0 = w[2 * c];                                                \
            EACH_OF_##R(STEP_ONE)                                                       \
        }                                                                               \
        EACH_OF_##R(KEEP_ONE)                                                           \
        break;                                                                          \
    }

ONE_ITEM void patch_wide(
    global const float *features, global const block_t *weights, global const block_t *biases, global const int *starts,
    global float *probabilities, global int *answers, local float *sums, const int inputs, const int outputs, const int patches, const int pitch,
    const int at_once, const int images)
{
    MY_IMAGES
    const int vectors = (outputs + B - 1) / B, zs = pitch / B;
    local block_t *all = (local block_t *)sums;
    for (int i = 0; i < here; i++)
    {
        for (int v = 0; v < vectors; v++)
        {
            all[i * zs + v] = biases[v];
        }
    }

    const int blocks = (here + ROWS - 1) / ROWS, least = here / blocks, more = here % blocks;
    for (int start = 0; start < inputs; start += WIDE_CHUNK)
    {
        const int count = min(WIDE_CHUNK, inputs - start);
        for (int panel = 0; panel * 2 < vectors; panel++)
        {
            global const block_t *w = weights + ((size_t)panel * inputs + start) * 2;
            global const float *rows = features + (size_t)first * inputs + start;
            local block_t *z = all + panel * 2;
            for (int block = 0; block < blocks; block++)
            {
                const int height = least + (block < more);
                if (panel * 2 + 1 < vectors)
                {
                    switch (height) { EACH_HEIGHT(MULTIPLY) }
                }
                else
                {
                    switch (height) { EACH_HEIGHT(MULTIPLY_ONE) }
                }

                rows += (size_t)height * inputs;
                z += height * zs;
            }
        }
    }

    ANSWER
}
