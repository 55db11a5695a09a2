// The kernels for every processor: four lanes, which all of x86-64 has.
#define ENTENTE_LANES 4
#define ENTENTE_ROWS 6
#define ENTENTE_KERNELS plain_kernels
#define ENTENTE_NAME "plain"
#include "ingest/model/kernels.inc"
