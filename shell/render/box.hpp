#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "shell/base/output.hpp"

namespace entente::shell {

/// One cell of a box table.
struct Cell {
  std::string text;
  bool right_aligned = false;
  /// A null: drawn dim, so that it is not taken for the text "null".
  bool absent = false;
};

using CellRow = std::vector<Cell>;

/// Widths for columns that want `wanted` each, so that the table with its borders fits in
/// `terminal_columns` (0: no bound). The widest columns give way first; none falls below 3, so a
/// table of very many columns may still be wider than the terminal.
std::vector<std::size_t> fit_widths(std::vector<std::size_t> wanted, std::size_t terminal_columns);

/// Draws a table with box-drawing characters.
class BoxTable {
 public:
  /// With `may_cut` cells that are wider than their column are cut, else they break the frame.
  BoxTable(Output& out, std::vector<std::size_t> widths, bool colors, bool may_cut)
      : out_(out), widths_(std::move(widths)), colors_(colors), may_cut_(may_cut) {}

  void top() { border("┌", "┬", "┐"); }
  void header(const std::vector<std::string>& names);
  void row(const CellRow& cells);
  void bottom() { border("└", "┴", "┘"); }
  /// True if a cell did not fit its column and was cut.
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  void border(const char* left, const char* middle, const char* right);
  void cell(const std::string& text, std::size_t width, bool right_aligned, bool heading,
            bool absent);

  Output& out_;
  std::vector<std::size_t> widths_;
  bool colors_;
  bool may_cut_;
  bool cut_ = false;
};

}  // namespace entente::shell
