#include "shell/render/renderer.hpp"

namespace entente::shell {
namespace {

/// As RFC 4180, but lines end with LF: a field with a separator, quote or line break is quoted,
/// quotes inside are doubled. An empty string is quoted as well, because an empty field stands for
/// null.
void append_csv(std::string& out, std::string_view text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_tsv(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\\': out += "\\\\"; break;
      default: out += c;
    }
  }
}

class SeparatedRenderer final : public Renderer {
 public:
  SeparatedRenderer(Output& out, char separator) : out_(out), separator_(separator) {}

  void begin(const std::vector<std::string>& columns) override {
    if (columns.empty()) return;
    line_.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) line_ += separator_;
      append(columns[i]);
    }
    end_line();
  }

  Status row(const ValueList& values) override {
    line_.clear();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) line_ += separator_;
      if (!values[i].is_null()) append(cell_text(values[i]));
    }
    end_line();
    return {};
  }

  void end() override {}

 private:
  void append(std::string_view text) {
    if (separator_ == ',') {
      append_csv(line_, text);
    } else {
      append_tsv(line_, text);
    }
  }
  void end_line() {
    line_ += '\n';
    out_.write(line_);
  }

  Output& out_;
  char separator_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Renderer> make_separated_renderer(Output& out, char separator) {
  return std::make_unique<SeparatedRenderer>(out, separator);
}

}  // namespace entente::shell
