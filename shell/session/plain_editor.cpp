#include <unistd.h>

#include <array>
#include <cerrno>

#include "shell/base/interrupt.hpp"
#include "shell/line_editor.hpp"

namespace entente::shell {
namespace {

class PlainEditor final : public LineEditor {
 public:
  PlainEditor(int descriptor, Output& out, bool prompts)
      : descriptor_(descriptor), out_(out), prompts_(prompts) {}

  ReadOutcome read(const std::string& prompt, std::string& line) override {
    if (prompts_) out_.write(prompt);
    out_.flush();
    while (true) {
      const std::size_t end = buffer_.find('\n');
      if (end != std::string::npos) {
        line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return ReadOutcome::line;
      }
      std::array<char, 4096> piece{};
      const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
      if (got > 0) {
        buffer_.append(piece.data(), static_cast<std::size_t>(got));
      } else if (got < 0 && errno == EINTR) {
        if (InterruptHandler::presses() == 0) continue;
        buffer_.clear();
        return ReadOutcome::interrupted;
      } else {
        line = std::move(buffer_);
        buffer_.clear();
        return line.empty() ? ReadOutcome::end_of_input : ReadOutcome::line;
      }
    }
  }

  void remember(const std::string& /*entry*/) override {}

 private:
  int descriptor_;
  Output& out_;
  bool prompts_;
  std::string buffer_;
};

}  // namespace

std::unique_ptr<LineEditor> make_plain_editor(int descriptor, Output& out, bool prompts) {
  return std::make_unique<PlainEditor>(descriptor, out, prompts);
}

}  // namespace entente::shell
