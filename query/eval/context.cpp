#include "query/eval/context.hpp"

#include <algorithm>
#include <string>

namespace entente::query {

Status MemoryBudget::check(std::size_t bytes) const {
  if (bytes > bytes_max_ - std::min(used_, bytes_max_)) {
    return Error::plain(
        ErrorClass::memory_limit,
        "the query needs more memory than its budget of " + std::to_string(bytes_max_) + " bytes",
        "return or collect fewer rows, or raise the memory limit of the query");
  }
  return {};
}

Status MemoryBudget::reserve(std::size_t bytes) {
  ENTENTE_TRY(check(bytes));
  used_ += bytes;
  peak_ = std::max(peak_, used_);
  return {};
}

Status Interruption::check() const {
  if (stop_.stop_requested() || (second_stop_ && second_stop_->stop_requested())) {
    return Error::plain(ErrorClass::interrupted, "the query was stopped");
  }
  if (deadline_ && std::chrono::steady_clock::now() >= *deadline_) {
    return Error::plain(ErrorClass::timeout, "the query ran longer than its time limit");
  }
  return {};
}

}  // namespace entente::query
