#include "ingest/model/kernels.hpp"

namespace entente::ingest::model {

const Kernels& plain_kernels();
#ifdef ENTENTE_X86_KERNELS
const Kernels& avx2_kernels();
const Kernels& avx512_kernels();
#endif

KernelList runnable_kernels() {
  KernelList list{{&plain_kernels(), nullptr, nullptr}, 1};
#ifdef ENTENTE_X86_KERNELS
  if (__builtin_cpu_supports("avx2")) list.all[list.count++] = &avx2_kernels();
  if (__builtin_cpu_supports("avx512f")) list.all[list.count++] = &avx512_kernels();
#endif
  return list;
}

const Kernels& kernels() {
  static const KernelList list = runnable_kernels();
  return *list.all[list.count - 1];
}

}  // namespace entente::ingest::model
