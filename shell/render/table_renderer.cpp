#include <algorithm>

#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/render/box.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {
namespace {

// Widths are taken from this many rows; later rows stream with the same widths. Results a person
// reads are shorter, and longer ones must not fill the memory.
constexpr std::size_t rows_measured = 5000;
// One huge cell must not blow every other row up; in a pipe it breaks the frame instead.
constexpr std::size_t cell_columns_max = 2000;

class TableRenderer final : public Renderer {
 public:
  TableRenderer(Output& out, const RenderOptions& options) : out_(out), options_(options) {}

  void begin(const std::vector<std::string>& columns) override { columns_ = columns; }

  Status row(const ValueList& values) override {
    CellRow cells;
    cells.reserve(values.size());
    for (const Value& value : values) {
      cells.push_back({printable(cell_text(value)), value.is_number(), value.is_null()});
    }
    if (table_ != nullptr) {
      table_->row(cells);
    } else {
      waiting_.push_back(std::move(cells));
      if (waiting_.size() == rows_measured) draw_waiting();
    }
    return {};
  }

  void end() override {
    if (columns_.empty()) return;
    if (table_ == nullptr) draw_waiting();
    table_->bottom();
    if (table_->cut()) {
      out_.line(
          paint("Cells that end in … were cut to fit; :mode vertical or another --format "
                "shows all of them.",
                Style::dim, options_.colors));
    }
  }

 private:
  void draw_waiting() {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::size_t width = display_width(printable(columns_[i]));
      for (const CellRow& cells : waiting_) width = std::max(width, display_width(cells[i].text));
      widths.push_back(std::min(width, cell_columns_max));
    }
    table_ = std::make_unique<BoxTable>(out_, fit_widths(std::move(widths), options_.width),
                                        options_.colors, options_.width > 0);
    table_->top();
    table_->header(columns_);
    for (const CellRow& cells : waiting_) table_->row(cells);
    waiting_.clear();
  }

  Output& out_;
  RenderOptions options_;
  std::vector<std::string> columns_;
  std::vector<CellRow> waiting_;
  std::unique_ptr<BoxTable> table_;
};

}  // namespace

std::unique_ptr<Renderer> make_table_renderer(Output& out, const RenderOptions& options) {
  return std::make_unique<TableRenderer>(out, options);
}

}  // namespace entente::shell
