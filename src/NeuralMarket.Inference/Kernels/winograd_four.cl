// winograd.cl for tiles of 4 × 4 outputs.

#define TILE 4
#include "winograd.cl"
