#include "shell/render/box.hpp"

#include <algorithm>
#include <numeric>

#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"

namespace entente::shell {
namespace {

constexpr std::size_t column_width_min = 3;

}  // namespace

std::vector<std::size_t> fit_widths(std::vector<std::size_t> wanted, std::size_t terminal_columns) {
  if (terminal_columns == 0 || wanted.empty()) return wanted;
  // Each column has a border and a space on both sides; one border closes the row.
  const std::size_t frame = 3 * wanted.size() + 1;
  const std::size_t room = terminal_columns > frame ? terminal_columns - frame : 0;
  std::size_t total = std::accumulate(wanted.begin(), wanted.end(), std::size_t{0});
  if (total <= room) return wanted;
  // Lower a common ceiling until everything fits: narrow columns keep what they want.
  std::size_t ceiling = *std::max_element(wanted.begin(), wanted.end());
  while (total > room && ceiling > column_width_min) {
    --ceiling;
    total = 0;
    for (const std::size_t width : wanted) total += std::min(width, ceiling);
  }
  std::size_t spare = room > total ? room - total : 0;
  for (std::size_t& width : wanted) {
    if (width <= ceiling) continue;
    width = ceiling + (spare > 0 ? 1 : 0);
    if (spare > 0) --spare;
  }
  return wanted;
}

void BoxTable::border(const char* left, const char* middle, const char* right) {
  std::string text = left;
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    if (i > 0) text += middle;
    for (std::size_t j = 0; j < widths_[i] + 2; ++j) text += "─";
  }
  text += right;
  out_.line(paint(text, Style::dim, colors_));
}

void BoxTable::cell(const std::string& text, std::size_t width, bool right_aligned, bool heading,
                    bool absent) {
  std::string shown = may_cut_ ? truncate_to_width(text, width) : text;
  std::size_t columns = display_width(shown);
  if (shown != text) cut_ = true;
  const std::string padding(width > columns ? width - columns : 0, ' ');
  const Style style = heading ? Style::heading : absent ? Style::dim : Style::plain;
  shown = paint(shown, style, colors_);
  out_.write(" ");
  out_.write(right_aligned ? padding + shown : shown + padding);
  out_.write(" ");
}

void BoxTable::header(const std::vector<std::string>& names) {
  const std::string bar = paint("│", Style::dim, colors_);
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    out_.write(bar);
    cell(printable(names[i]), widths_[i], false, true, false);
  }
  out_.line(bar);
  border("├", "┼", "┤");
}

void BoxTable::row(const CellRow& cells) {
  const std::string bar = paint("│", Style::dim, colors_);
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    out_.write(bar);
    cell(cells[i].text, widths_[i], cells[i].right_aligned, false, cells[i].absent);
  }
  out_.line(bar);
}

}  // namespace entente::shell
