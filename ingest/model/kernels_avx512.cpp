// The kernels for processors with AVX-512; CMakeLists.txt sets the options for it.
#define ENTENTE_LANES 16
#define ENTENTE_ROWS 8
#define ENTENTE_KERNELS avx512_kernels
#define ENTENTE_NAME "AVX-512"
#include "ingest/model/kernels.inc"
