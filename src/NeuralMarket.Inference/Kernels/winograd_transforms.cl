// F(TILE × TILE, 3 × 3), TILE 4 or 6: what winograd.cl and winograd_items.cl share. README.md has the mathematics.
//
// UNROLLED stands before loops whose vectors must be registers: _Pragma("unroll") on a GPU, nothing where they pass through the cache anyway.
//
//   tiles    TILE × TILE outputs each, counted through images, tile rows, tile columns; SIDE × SIDE inputs and as many points belong to one

#include "common.cl"

#define SIDE (TILE + 2)
#define POINTS (SIDE * SIDE)

// One dimension of the input transform (Bᵀ), SIDE values IN(i) to as many OUT(i); of the output transform (Aᵀ), SIDE values to TILE.
#if TILE == 4

#define HALF_ROOT 0.70710678118654752f
#define ROOT 1.41421356237309505f

// The points 0, ±1/√2, ±√2, ∞.
#define INPUT_1D(IN, OUT)                                                                \
    {                                                                                    \
        const block_t d1_ = IN(1), d2_ = IN(2), d3_ = IN(3), d4_ = IN(4);                \
        const block_t even1_ = d4_ - 2.0f * d2_, odd1_ = d3_ - 2.0f * d1_;               \
        const block_t even2_ = d4_ - 0.5f * d2_, odd2_ = d3_ - 0.5f * d1_;               \
        OUT(0) = (IN(0) + d4_) - 2.5f * d2_;                                             \
        OUT(1) = even1_ + HALF_ROOT * odd1_;                                             \
        OUT(2) = even1_ - HALF_ROOT * odd1_;                                             \
        OUT(3) = even2_ + ROOT * odd2_;                                                  \
        OUT(4) = even2_ - ROOT * odd2_;                                                  \
        OUT(5) = (d1_ + IN(5)) - 2.5f * d3_;                                             \
    }

#define OUTPUT_1D(IN, OUT)                                                               \
    {                                                                                    \
        const block_t sum1_ = IN(1) + IN(2), difference1_ = IN(1) - IN(2);               \
        const block_t sum2_ = IN(3) + IN(4), difference2_ = IN(3) - IN(4);               \
        OUT(0) = IN(0) + sum1_ + sum2_;                                                  \
        OUT(1) = HALF_ROOT * difference1_ + ROOT * difference2_;                         \
        OUT(2) = 0.5f * sum1_ + 2.0f * sum2_;                                            \
        OUT(3) = (0.5f * HALF_ROOT) * difference1_ + (IN(5) + (2.0f * ROOT) * difference2_); \
    }

#elif TILE == 6

// The points 0, ±1, ±2, ±1/2, ∞.
#define INPUT_1D(IN, OUT)                                                                \
    {                                                                                    \
        const block_t d1_ = IN(1), d2_ = IN(2), d3_ = IN(3), d4_ = IN(4), d5_ = IN(5), d6_ = IN(6); \
        const block_t even1_ = (d2_ + d6_) - 4.25f * d4_, odd1_ = (d1_ + d5_) - 4.25f * d3_; \
        const block_t even2_ = (d6_ + 0.25f * d2_) - 1.25f * d4_, odd2_ = (d5_ + 0.25f * d1_) - 1.25f * d3_; \
        const block_t even3_ = (d6_ + 4.0f * d2_) - 5.0f * d4_, odd3_ = (d5_ + 4.0f * d1_) - 5.0f * d3_; \
        OUT(0) = (d6_ - IN(0)) + 5.25f * (d2_ - d4_);                                    \
        OUT(1) = even1_ + odd1_;                                                         \
        OUT(2) = even1_ - odd1_;                                                         \
        OUT(3) = even2_ + 2.0f * odd2_;                                                  \
        OUT(4) = even2_ - 2.0f * odd2_;                                                  \
        OUT(5) = even3_ + 0.5f * odd3_;                                                  \
        OUT(6) = even3_ - 0.5f * odd3_;                                                  \
        OUT(7) = (IN(7) - d1_) + 5.25f * (d3_ - d5_);                                    \
    }

#define OUTPUT_1D(IN, OUT)                                                               \
    {                                                                                    \
        const block_t sum1_ = IN(1) + IN(2), difference1_ = IN(1) - IN(2);               \
        const block_t sum2_ = IN(3) + IN(4), difference2_ = IN(3) - IN(4);               \
        const block_t sum3_ = IN(5) + IN(6), difference3_ = IN(5) - IN(6);               \
        OUT(0) = (IN(0) + sum1_) + (sum2_ + sum3_);                                      \
        OUT(1) = difference1_ + 2.0f * difference2_ + 0.5f * difference3_;               \
        OUT(2) = sum1_ + 4.0f * sum2_ + 0.25f * sum3_;                                   \
        OUT(3) = difference1_ + 8.0f * difference2_ + 0.125f * difference3_;             \
        OUT(4) = sum1_ + 16.0f * sum2_ + 0.0625f * sum3_;                                \
        OUT(5) = (IN(7) + difference1_) + 32.0f * difference2_ + 0.03125f * difference3_; \
    }

#endif

// Values of the two-dimensional transforms: of a plane's column, of a column at the plane's edge, of what the first pass leaves, and of the second.
#define OF_PLANE(i) p_[(i) * width]
#define OF_EDGE(i) edge_[i]
#define OF_COLUMN(i) half_[(i) * SIDE + j_]
#define OF_ROW(i) half_[i_ * SIDE + (i)]
#define OF_EVEN_ROW(i) half_[2 * i_ * SIDE + (i)]
#define OF_ODD_ROW(i) half_[(2 * i_ + 1) * SIDE + (i)]
#define OF_POINT(i) to_[(i) * stride_]
#define OF_PRODUCT(i) from_[(i) * (SIDE * stride_)]
#define OF_OUTPUT(i) o_[i]
#define OF_NEXT_OUTPUT(i) q_[i]

// First pass: SIDE rows, from `top`, of column `x` of a plane, into column `j` of half_. Outside the plane is 0. Meanwhile a column further right comes into the cache.
#define INPUT_COLUMN(plane, top, x, j)                                                                                                 \
    {                                                                                                                                  \
        const int j_ = j, x_ = x;                                                                                                      \
        if ((uint)x_ < (uint)width && top >= 0 && top + SIDE <= height)                                                                \
        {                                                                                                                              \
            global const block_t *p_ = plane + top * width + x_;                                                                       \
            if (j_ % (LINE / (int)sizeof(block_t)) == 0)                                                                               \
            {                                                                                                                          \
                _Pragma("unroll") for (int i = 0; i < SIDE; i++)                                                                       \
                {                                                                                                                      \
                    PREFETCH(p_ + i * width + SIDE);                                                                                   \
                }                                                                                                                      \
            }                                                                                                                          \
            INPUT_1D(OF_PLANE, OF_COLUMN)                                                                                              \
        }                                                                                                                              \
        else                                                                                                                           \
        {                                                                                                                              \
            block_t edge_[SIDE];                                                                                                       \
            _Pragma("unroll") for (int i = 0; i < SIDE; i++)                                                                           \
            {                                                                                                                          \
                edge_[i] = (uint)x_ < (uint)width && (uint)(top + i) < (uint)height ? plane[(top + i) * width + x_] : (block_t)(0.0f); \
            }                                                                                                                          \
            INPUT_1D(OF_EDGE, OF_COLUMN)                                                                                               \
        }                                                                                                                              \
    }

// Second pass: the vectors of the points, `stride` apart. Meanwhile the lines beside them, the next tile's, come into the cache to be written.
#define INPUT_ROWS(SPACE, target, stride)                                                                                              \
    {                                                                                                                                  \
        SPACE block_t *to_ = target;                                                                                                   \
        const size_t stride_ = stride;                                                                                                 \
        UNROLLED for (int i_ = 0; i_ < SIDE; i_++, to_ += SIDE * stride_)                                                              \
        {                                                                                                                              \
            _Pragma("unroll") for (int i = 0; i < SIDE; i++)                                                                           \
            {                                                                                                                          \
                PREFETCH_STORE(to_ + i * stride_ + 1);                                                                                 \
            }                                                                                                                          \
            INPUT_1D(OF_ROW, OF_POINT)                                                                                                 \
        }                                                                                                                              \
    }

// A row of outputs, biased and limited from below; fewer at the right edge. Meanwhile the lines of two tiles further come into the cache to be written.
#define LIMITED(v) LARGER((v) + bias, (block_t)(lower_limit))
#define STORE_ROW(outputs, VALUE)                                                                                                      \
    if (columns_ >= (outputs))                                                                                                         \
    {                                                                                                                                  \
        _Pragma("unroll") for (int j = 0; j < (outputs); j++)                                                                          \
        {                                                                                                                              \
            PREFETCH_STORE(target_ + j + 2 * (outputs));                                                                               \
            target_[j] = LIMITED(VALUE(j));                                                                                            \
        }                                                                                                                              \
    }                                                                                                                                  \
    else                                                                                                                               \
    {                                                                                                                                  \
        _Pragma("unroll") for (int j = 0; j < (outputs); j++) { if (j < columns_) { target_[j] = LIMITED(VALUE(j)); } }                \
    }
#define LARGEST_OF_FOUR(j) LARGER(LARGER(o_[2 * (j)], o_[2 * (j) + 1]), LARGER(q_[2 * (j)], q_[2 * (j) + 1]))

// The products of all points `stride` apart, transformed, biased, limited from below, and stored: TILE × TILE outputs, or the maxima of each 2 × 2.
#define OUTPUT_TRANSFORM(SPACE, source, stride, plane, tile_row, tile_column)                                                          \
    {                                                                                                                                  \
        block_t half_[TILE * SIDE];                                                                                                    \
        SPACE const block_t *from_ = source;                                                                                           \
        const size_t stride_ = stride;                                                                                                 \
        UNROLLED for (int j_ = 0; j_ < SIDE; j_++, from_ += stride_)                                                                   \
        {                                                                                                                              \
            OUTPUT_1D(OF_PRODUCT, OF_COLUMN)                                                                                           \
        }                                                                                                                              \
        const int side_ = pooled ? TILE / 2 : TILE, row_ = (tile_row) * side_, column_ = (tile_column) * side_;                        \
        const int rows_ = stored_height - row_, columns_ = stored_width - column_;                                                     \
        global block_t *target_ = plane + row_ * stored_width + column_;                                                               \
        block_t o_[TILE], q_[TILE];                                                                                                    \
        if (pooled)                                                                                                                    \
        {                                                                                                                              \
            UNROLLED for (int i_ = 0; i_ < TILE / 2; i_++, target_ += stored_width)                                                    \
            {                                                                                                                          \
                if (i_ < rows_)                                                                                                        \
                {                                                                                                                      \
                    OUTPUT_1D(OF_EVEN_ROW, OF_OUTPUT)                                                                                  \
                    OUTPUT_1D(OF_ODD_ROW, OF_NEXT_OUTPUT)                                                                              \
                    STORE_ROW(TILE / 2, LARGEST_OF_FOUR)                                                                               \
                }                                                                                                                      \
            }                                                                                                                          \
        }                                                                                                                              \
        else                                                                                                                           \
        {                                                                                                                              \
            UNROLLED for (int i_ = 0; i_ < TILE; i_++, target_ += stored_width)                                                        \
            {                                                                                                                          \
                if (i_ < rows_)                                                                                                        \
                {                                                                                                                      \
                    OUTPUT_1D(OF_ROW, OF_OUTPUT)                                                                                       \
                    STORE_ROW(TILE, OF_OUTPUT)                                                                                         \
                }                                                                                                                      \
            }                                                                                                                          \
        }                                                                                                                              \
    }

#define PLACE(number)                                                                                                                  \
    const int image = (number) / (tile_rows * tile_columns), in_image = (number) % (tile_rows * tile_columns);                         \
    const int tile_row = in_image / tile_columns, tile_column = in_image % tile_columns;
