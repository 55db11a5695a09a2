#include "ingest/import_base/line_reader.hpp"

#include <algorithm>

namespace entente::importing {
namespace {

constexpr std::size_t read_bytes = 256UL << 10U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

// Drops what was given out and reads more behind what is left; false at the end.
Result<bool> LineReader::fill() {
  buffer_.erase(0, position_);
  position_ = 0;
  const std::size_t kept = buffer_.size();
  const std::size_t wanted = std::max(read_bytes, kept);
  buffer_.resize(kept + wanted);
  ENTENTE_ASSIGN(const std::size_t n, source_->read(buffer_.data() + kept, wanted));
  buffer_.resize(kept + n);
  return n > 0;
}

Result<bool> LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  std::size_t end = std::string::npos;
  while (true) {
    end = buffer_.find('\n', position_ + searched);
    if (end != std::string::npos) break;
    searched = buffer_.size() - position_;
    if (searched > line_bytes_max_) {
      return Error::plain(ErrorClass::input_error, "line " + std::to_string(line_ + 1) +
                                                       " is longer than " +
                                                       std::to_string(line_bytes_max_) + " bytes");
    }
    ENTENTE_ASSIGN(const bool more, fill());
    if (more) continue;
    if (position_ == buffer_.size()) return false;
    end = buffer_.size();
    break;
  }
  line = std::string_view(buffer_).substr(position_, end - position_);
  position_ = std::min(end + 1, buffer_.size());
  if (++line_ == 1 && line.starts_with(byte_order_mark)) line.remove_prefix(3);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

}  // namespace entente::importing
