#include "shell/render/renderer.hpp"

namespace entente::shell {
namespace {

/// What would end a cell or be read as markup of a table is escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '|': out += "\\|"; break;
      case '\\': out += "\\\\"; break;
      case '<': out += "&lt;"; break;
      case '&': out += "&amp;"; break;
      case '\r': break;
      case '\n': out += "<br>"; break;
      default: out += c;
    }
  }
  return out;
}

class MarkdownRenderer final : public Renderer {
 public:
  explicit MarkdownRenderer(Output& out) : out_(out) {}

  void begin(const std::vector<std::string>& columns) override { columns_ = columns; }

  Status row(const ValueList& values) override {
    // The first row decides the alignment, so the head waits for it.
    if (!started_) head(values);
    std::string line = "|";
    for (const Value& value : values) {
      line += ' ' + (value.is_null() ? std::string() : escaped(cell_text(value))) + " |";
    }
    out_.line(line);
    return {};
  }

  void end() override {
    if (!started_ && !columns_.empty()) head({});
  }

 private:
  void head(const ValueList& first_row) {
    started_ = true;
    std::string names = "|";
    std::string rule = "|";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      names += ' ' + escaped(columns_[i]) + " |";
      rule += i < first_row.size() && first_row[i].is_number() ? " ---: |" : " --- |";
    }
    out_.line(names);
    out_.line(rule);
  }

  Output& out_;
  std::vector<std::string> columns_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<Renderer> make_markdown_renderer(Output& out) {
  return std::make_unique<MarkdownRenderer>(out);
}

}  // namespace entente::shell
