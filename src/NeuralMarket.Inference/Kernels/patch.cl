// Patches over many images' features: logits, softmax and answer in one kernel; work-groups of one item, for CPUs.
//
// features [image][input]. A launch may hold several patches side by side: patch s has the outputs from starts[s] to starts[s + 1], `outputs` in all.
// probabilities [image][output], answers [image][patch]: the position in its patch, the lowest among equals.
// A group takes `at_once` images, and the features in chunks that stay in the inner cache; `sums` [at_once][pitch] are the logits so far.

#include "common.cl"

// Features at once, and the outputs that patch_narrow takes (TiledPatchExecution.cs).
#define CHUNK 256
#define MOST_OUTPUTS 12

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

        block_t sums = 0.0f;
        int k = from;
        for (; k + B <= to; k += B)
        {
            const block_t e = exp(load_block(0, logits + k) - largest);
            store_block(e, 0, logits + k);
            sums += e;
        }

        float sum = sum_of(sums);
        for (; k < to; k++)
        {
            logits[k] = exp(logits[k] - largest);
            sum += logits[k];
        }

        for (k = from; k < to; k++)
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

// ---- Few outputs: vectors along the features, 4 images by 3 outputs -------------------------------------------------------------------
//
// weights [chunk][output][CHUNK], the last chunk filled up with 0; biases [output]. Rows of features and of weights that are a power of two apart would meet in the
// same sets of the cache, so the weights of a chunk lie together. `total`: vectors whose lanes add up to a logit.

#define TAKE_1(r) block_t a##r = total[(r) * MOST_OUTPUTS + k];
#define TAKE_2(r) TAKE_1(r) block_t b##r = total[(r) * MOST_OUTPUTS + k + 1];
#define TAKE_3(r) TAKE_2(r) block_t c##r = total[(r) * MOST_OUTPUTS + k + 2];
#define WEIGHT_1 const block_t u0 = w[i];
#define WEIGHT_2 WEIGHT_1 const block_t u1 = w[i + CHUNK / B];
#define WEIGHT_3 WEIGHT_2 const block_t u2 = w[i + 2 * (CHUNK / B)];
#define ADD_1(r) const block_t v##r = load_block(i, p##r); a##r += v##r * u0;
#define ADD_2(r) ADD_1(r) b##r += v##r * u1;
#define ADD_3(r) ADD_2(r) c##r += v##r * u2;
#define KEEP_1(r) total[(r) * MOST_OUTPUTS + k] = a##r;
#define KEEP_2(r) KEEP_1(r) total[(r) * MOST_OUTPUTS + k + 1] = b##r;
#define KEEP_3(r) KEEP_2(r) total[(r) * MOST_OUTPUTS + k + 2] = c##r;
#define BRING(r) PREFETCH(next##r + i * B);
#define AHEAD EACH_OF_4(BRING)
#define BRING_SHARE PREFETCH(share0 + i * B); PREFETCH(share1 + i * B);
#define MULTIPLY_ROWS(N, ALSO)                                                          \
    case N:                                                                             \
    {                                                                                   \
        EACH_OF_4(TAKE_##N)                                                             \
        for (int i = 0; i < blocks; i++)                                                \
        {                                                                               \
            WEIGHT_##N                                                                  \
            ALSO                                                                        \
            EACH_OF_4(ADD_##N)                                                          \
        }                                                                               \
        EACH_OF_4(KEEP_##N)                                                             \
        break;                                                                          \
    }

ONE_ITEM void patch_narrow(
    global const float *features, global const float *weights, global const float *biases, global const int *starts, global float *probabilities,
    global int *answers, local float *sums, const int inputs, const int outputs, const int patches, const int pitch, const int at_once,
    const int images)
{
    MY_IMAGES
    const int passes = (outputs + 2) / 3, narrowest = outputs / passes, wider = outputs % passes;
    for (int image = 0; image < here; image += 4)
    {
        const int last = min(3, here - image - 1);
        block_t total[4 * MOST_OUTPUTS];
        for (int i = 0; i < 4 * MOST_OUTPUTS; i++)
        {
            total[i] = 0.0f;
        }

        for (int start = 0; start < inputs; start += CHUNK)
        {
            const int count = min(CHUNK, inputs - start), blocks = count / B;
            global const float *chunk_weights = weights + (size_t)start * outputs;
            global const float *rows = features + (size_t)(first + image) * inputs + start;

            // Of four images the missing ones are the last again, and do not count. What comes next is a chunk further, two where passes take their time, in these
            // four images or the next.
            const int distance = passes > 1 ? 2 * CHUNK : CHUNK, end = start + distance;
            const bool is_last = end >= inputs;
            global const float *next = is_last ? features + (end - inputs) % inputs : rows + distance;
            const int next_image = is_last ? first + image + 4 : 0, next_last = is_last ? images - 1 : last;
#define ROW(r)                                                                                          \
    global const float *p##r = rows + (size_t)min(r, last) * inputs;                                    \
    global const float *next##r = next + (size_t)min(next_image + (r), next_last) * inputs;
            EACH_OF_4(ROW)
#undef ROW
            const int k = 0;
            global const block_t *w = (global const block_t *)chunk_weights;
            switch (outputs) { MULTIPLY_ROWS(1, AHEAD) MULTIPLY_ROWS(2, AHEAD) MULTIPLY_ROWS(3, AHEAD) }

            // More outputs take several passes over the chunk, and each brings in its share of what comes next, a line at a time: in one go, multiplications would wait.
            for (int pass = 0, k = 0, width = 0; passes > 1 && pass < passes; pass++, k += width)
            {
                const int second = pass + passes < 4 ? pass + passes : pass;
                global const float *share0 = next + (size_t)min(next_image + pass, next_last) * inputs;
                global const float *share1 = next + (size_t)min(next_image + second, next_last) * inputs;
                width = narrowest + (pass < wider);
                global const block_t *w = (global const block_t *)(chunk_weights + k * CHUNK);
                switch (width) { MULTIPLY_ROWS(2, BRING_SHARE) MULTIPLY_ROWS(3, BRING_SHARE) }
            }

            for (int i = blocks * B; i < count; i++)
            {
                for (int r = 0; r <= last; r++)
                {
                    for (int k = 0; k < outputs; k++)
                    {
                        total[r * MOST_OUTPUTS + k].s0 += rows[(size_t)r * inputs + i] * chunk_weights[k * CHUNK + i];
                    }
                }
            }
        }

        for (int r = 0; r <= last; r++)
        {
            for (int k = 0; k < outputs; k++)
            {
                sums[(image + r) * pitch + k] = biases[k] + sum_of(total[r * MOST_OUTPUTS + k]);
            }
        }
    }

    ANSWER
}

// ---- Many outputs: register tiles of images by 2 B outputs, a last panel of B where that suffices. weights [panel][input][2 B] ---------
//
// While a register tile is multiplied, its `share` of the next features comes into the outer cache: a line of each image for as many inputs as a line has. The last
// panel of B has no time for that: it would wait.

#define TAKE_ONE(r) block_t a##r = z[(r) * zs];
#define TAKE_TWO(r) TAKE_ONE(r) block_t b##r = z[(r) * zs + 1];
#define STEP_ONE(r) { const float v = rows[(r) * (size_t)inputs + c]; a##r += v * u0; }
#define STEP_TWO(r) { const float v = rows[(r) * (size_t)inputs + c]; a##r += v * u0; b##r += v * u1; }
#define KEEP_ONE(r) z[(r) * zs] = a##r;
#define KEEP_TWO(r) KEEP_ONE(r) z[(r) * zs + 1] = b##r;
#define VECTORS_ONE const block_t u0 = w[2 * c];
#define VECTORS_TWO VECTORS_ONE const block_t u1 = w[2 * c + 1];
#define MULTIPLY(R, N, SHARE)                                                           \
    case R:                                                                             \
    {                                                                                   \
        EACH_OF_##R(TAKE_##N)                                                           \
        for (int c = 0; c < count;)                                                     \
        {                                                                               \
            for (int r = 0; r < (SHARE); r++)                                           \
            {                                                                           \
                PREFETCH_OUTER(next + (size_t)r * inputs + c);                          \
            }                                                                           \
            for (const int end = min(c + LINE / (int)sizeof(float), count); c < end; c++) \
            {                                                                           \
                VECTORS_##N                                                             \
                EACH_OF_##R(STEP_##N)                                                   \
            }                                                                           \
        }                                                                               \
        EACH_OF_##R(KEEP_##N)                                                           \
        break;                                                                          \
    }
#define MULTIPLY_ONE(R) MULTIPLY(R, ONE, 0)
#define MULTIPLY_TWO(R) MULTIPLY(R, TWO, share)

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
    const int register_tiles = (vectors + 1) / 2 * blocks, share = (here + register_tiles - 1) / register_tiles;
    for (int start = 0; start < inputs; start += CHUNK)
    {
        const int count = min(CHUNK, inputs - start);
        const bool is_last = start + CHUNK >= inputs;
        global const float *next = features + (size_t)(is_last ? min(first + at_once, images - here) : first) * inputs + (is_last ? 0 : start + CHUNK);
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
                    switch (height) { EACH_HEIGHT(MULTIPLY_TWO) }
                }
                else
                {
                    switch (height) { EACH_HEIGHT(MULTIPLY_ONE) }
                }

                rows += (size_t)height * inputs;
                next += (size_t)share * inputs;
                z += height * zs;
            }
        }
    }

    ANSWER
}
