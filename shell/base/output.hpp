#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::shell {

/// Buffered text output to a file descriptor, or into memory for tests. Errors are remembered, not
/// thrown: a reader that went away (`entente … | head`) makes failed() true and further text is
/// dropped. Not thread-safe.
class Output {
 public:
  /// Collects everything in memory; see text().
  Output() = default;
  /// Writes to `descriptor`, which stays the caller's and must outlive this object.
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { flush(); }

  void write(std::string_view text) {
    buffer_.append(text);
    if (descriptor_ >= 0 && buffer_.size() >= flush_bytes) flush();
  }
  void line(std::string_view text) {
    write(text);
    write("\n");
  }
  /// Hands everything written so far to the operating system.
  void flush();
  /// True once a write failed; stays true.
  [[nodiscard]] bool failed() const { return failed_; }
  /// What was collected in memory.
  [[nodiscard]] const std::string& text() const { return buffer_; }

 private:
  // One system call per 64 KiB costs nothing beside the work of making the text.
  static constexpr std::size_t flush_bytes = 64U << 10U;

  int descriptor_ = -1;
  bool failed_ = false;
  std::string buffer_;
};

}  // namespace entente::shell
