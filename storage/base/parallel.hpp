#pragma once

#include <cstddef>
#include <functional>

#include "entente/result.hpp"

namespace entente::storage {

/// Processors that this process may use; at least one.
unsigned processor_count();

/// Calls work(0) … work(count - 1), each once, on up to `threads` threads, of which the caller's is
/// one; numbers are taken in ascending order as threads become free. After an error no more are
/// taken, and the error of the least number is returned: the one that a single thread would have
/// met. With one thread, or where the system gives no more of them, everything runs on the
/// caller's.
Status run_parallel(unsigned threads, std::size_t count,
                    const std::function<Status(std::size_t)>& work);

}  // namespace entente::storage
