#include "shell/base/output.hpp"

#include <unistd.h>

#include <cerrno>

namespace entente::shell {

void Output::flush() {
  if (descriptor_ < 0) return;
  std::string_view rest = buffer_;
  while (!rest.empty() && !failed_) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      failed_ = true;
    }
  }
  buffer_.clear();
}

}  // namespace entente::shell
