#include <algorithm>

#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {
namespace {

/// One block per row, one line per column: for sentences and other long values.
class VerticalRenderer final : public Renderer {
 public:
  VerticalRenderer(Output& out, const RenderOptions& options) : out_(out), options_(options) {}

  void begin(const std::vector<std::string>& columns) override {
    for (const std::string& column : columns) {
      names_.push_back(printable(column));
      name_width_ = std::max(name_width_, display_width(names_.back()));
    }
  }

  Status row(const ValueList& values) override {
    ++count_;
    out_.line(paint("── row " + count_text(count_) + " ──", Style::dim, options_.colors));
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string padding(name_width_ - display_width(names_[i]), ' ');
      const std::string text = printable(cell_text(values[i]));
      out_.write(paint(names_[i], Style::heading, options_.colors) + padding + "  ");
      out_.line(paint(text, values[i].is_null() ? Style::dim : Style::plain, options_.colors));
    }
    return {};
  }

  void end() override {}

 private:
  Output& out_;
  RenderOptions options_;
  std::vector<std::string> names_;
  std::size_t name_width_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Renderer> make_vertical_renderer(Output& out, const RenderOptions& options) {
  return std::make_unique<VerticalRenderer>(out, options);
}

}  // namespace entente::shell
