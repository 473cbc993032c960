// What every kernel file stands on. OpenCL C 1.2, single precision.
//
// Compiled with -DB=16, 8 or 4: the device's native vector width in floats, and -DROWS: the most rows of a register tile (KernelParameters.cs).
//
// Layouts of activations, n images of c channels, h rows, w columns:
//   planar   [n][c][h][w]                what comes in, what dense layers read, the features
//   blocked  [n][ceil(c / B)][h][w][B]   between convolutions and pools; the channels that fill up the last block are 0

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

typedef JOIN(float, B) block_t;
#define load_block JOIN(vload, B)
#define store_block JOIN(vstore, B)
#define load_half_block JOIN(vload_half, B)

#define EACH_OF_1(F) F(0)
#define EACH_OF_2(F) EACH_OF_1(F) F(1)
#define EACH_OF_3(F) EACH_OF_2(F) F(2)
#define EACH_OF_4(F) EACH_OF_3(F) F(3)
#define EACH_OF_5(F) EACH_OF_4(F) F(4)
#define EACH_OF_6(F) EACH_OF_5(F) F(5)
#define EACH_OF_7(F) EACH_OF_6(F) F(6)
#define EACH_OF_8(F) EACH_OF_7(F) F(7)
#define EACH_OF_9(F) EACH_OF_8(F) F(8)
#define EACH_OF_10(F) EACH_OF_9(F) F(9)
#define EACH_OF_11(F) EACH_OF_10(F) F(10)
#define EACH_OF_12(F) EACH_OF_11(F) F(11)
#define EACH_OF_13(F) EACH_OF_12(F) F(12)
#define EACH_OF_14(F) EACH_OF_13(F) F(13)

// A case for every height of a register tile up to ROWS.
#define CASES_TO_4(CASE) CASE(2) CASE(3) CASE(4)
#define CASES_TO_6(CASE) CASES_TO_4(CASE) CASE(5) CASE(6)
#define CASES_TO_14(CASE) CASES_TO_6(CASE) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)
#define EACH_HEIGHT_FROM_2(CASE) JOIN(CASES_TO_, ROWS)(CASE)
#define EACH_HEIGHT(CASE) CASE(1) EACH_HEIGHT_FROM_2(CASE)

// Bytes of a cache line.
#define LINE 64

// Hints where the compiler knows them: a cache line will be read, will be read later, will be written. One at an address behind a buffer's end does no harm.
#ifdef __has_builtin
#if __has_builtin(__builtin_prefetch) && defined(PREFETCHES)
#define PREFETCH(address) __builtin_prefetch((const void *)(size_t)(address), 0, 3)
#define PREFETCH_OUTER(address) __builtin_prefetch((const void *)(size_t)(address), 0, 2)
#define PREFETCH_STORE(address) __builtin_prefetch((const void *)(size_t)(address), 1, 3)
#endif
#endif
#ifndef PREFETCH
#define PREFETCH(address)
#define PREFETCH_OUTER(address)
#define PREFETCH_STORE(address)
#endif

// The larger of two; a NaN stays one where it is the first.
#define LARGER(a, b) ((a) < (b) ? (b) : (a))

// Wide registers where the compiler would otherwise split a vector in two.
#define WIDE
#if B == 16 && defined(__has_attribute)
#if __has_attribute(min_vector_width)
#undef WIDE
#define WIDE __attribute__((min_vector_width(512)))
#endif
#endif

#define ONE_ITEM kernel __attribute__((reqd_work_group_size(1, 1, 1))) WIDE

static inline float sum_of(block_t v)
{
#if B == 16
    float8 v8 = v.lo + v.hi;
    float4 v4 = v8.lo + v8.hi;
#elif B == 8
    float4 v4 = v.lo + v.hi;
#else
    float4 v4 = v;
#endif
    float2 v2 = v4.lo + v4.hi;
    return v2.x + v2.y;
}
