// F(4 × 4, 3 × 3): what winograd.cl and winograd_items.cl share. README.md has the mathematics.
//
//   tiles    4 × 4 outputs each, counted through images, tile rows, tile columns; 6 × 6 inputs and 36 points belong to one

#include "common.cl"

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

#define PLACE(number)                                                                                                                  \
    const int image = (number) / (tile_rows * tile_columns), in_image = (number) % (tile_rows * tile_columns);                         \
    const int tile_row = in_image / tile_columns, tile_column = in_image % tile_columns;
