// The kernels for processors with AVX2; CMakeLists.txt sets the options for it.
#define ENTENTE_LANES 8
#define ENTENTE_ROWS 6
#define ENTENTE_KERNELS avx2_kernels
#define ENTENTE_NAME "AVX2"
#include "ingest/model/kernels.inc"
