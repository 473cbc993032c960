// winograd.cl for tiles of 6 × 6 outputs.

#define TILE 6
#include "winograd.cl"
