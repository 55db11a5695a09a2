#include "shell/render/plan_renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "shell/base/text_width.hpp"
#include "shell/base/units.hpp"
#include "shell/render/box.hpp"

namespace entente::shell {
namespace {

constexpr double misestimate_factor = 10;

std::string rows_text(double rows) {
  if (rows > 0 && rows < 10 && rows != std::floor(rows)) return fmt::format("{:.1f}", rows);
  // Estimates of a cross product can be beyond any integer.
  if (rows >= 1e15) return fmt::format("{:.1e}", rows);
  return count_text(static_cast<std::uint64_t>(std::llround(std::max(rows, 0.0))));
}

bool misestimated(const PlanNode& node) {
  if (!node.rows) return false;
  const double real = std::max(static_cast<double>(*node.rows), 1.0);
  const double estimate = std::max(node.estimated_rows, 1.0);
  return std::max(real / estimate, estimate / real) >= misestimate_factor;
}

bool profiled(const PlanNode& node) {
  return node.rows.has_value() || std::any_of(node.children.begin(), node.children.end(), profiled);
}

double total_time(const PlanNode& node) {
  double sum = node.time_ms.value_or(0);
  for (const PlanNode& child : node.children) sum += total_time(child);
  return sum;
}

struct PlanLines {
  std::vector<CellRow> rows;
  bool with_real = false;
  double total_ms = 0;
  bool any_mark = false;
  /// The most that worked on one operator.
  unsigned threads = 1;
};

void add_line(PlanLines& lines, const PlanNode& node, const std::string& branch) {
  CellRow cells;
  cells.push_back({branch + printable(node.name), false, false});
  std::string details = printable(node.details);
  if (node.threads) {
    details += fmt::format("{}{} threads", details.empty() ? "" : "; ", *node.threads);
    lines.threads = std::max(lines.threads, *node.threads);
  }
  cells.push_back({std::move(details), false, false});
  cells.push_back({rows_text(node.estimated_rows), true, false});
  if (lines.with_real) {
    std::string real = node.rows ? count_text(*node.rows) : "";
    if (misestimated(node)) {
      real += " !";
      lines.any_mark = true;
    }
    cells.push_back({std::move(real), true, false});
    cells.push_back({node.time_ms ? fmt::format("{:.2f}", *node.time_ms) : "", true, false});
    const bool share = node.time_ms && lines.total_ms > 0;
    cells.push_back(
        {share ? fmt::format("{:.0f}%", 100 * *node.time_ms / lines.total_ms) : "", true, false});
  }
  lines.rows.push_back(std::move(cells));
}

/// `stem` is what stands before the branches of this node's children.
void add_tree(PlanLines& lines, const PlanNode& node, const std::string& branch,
              const std::string& stem) {
  add_line(lines, node, branch);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    // A single child hangs straight below, so that long chains do not walk out of the screen.
    const bool last = i + 1 == node.children.size();
    const bool chain = node.children.size() == 1;
    add_tree(lines, node.children[i],
             stem + (chain  ? ""
                     : last ? "└ "
                            : "├ "),
             stem + (chain  ? ""
                     : last ? "  "
                            : "│ "));
  }
}

}  // namespace

void render_plan(const PlanNode& plan, Output& out, const RenderOptions& options) {
  PlanLines lines;
  lines.with_real = profiled(plan);
  lines.total_ms = total_time(plan);
  add_tree(lines, plan, "", "");
  std::vector<std::string> names{"Operator", "Details", "Estimated rows"};
  if (lines.with_real) {
    names.emplace_back("Rows");
    names.emplace_back("Time (ms)");
    names.emplace_back("Share");
  }
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::size_t width = names[i].size();
    for (const CellRow& cells : lines.rows) width = std::max(width, display_width(cells[i].text));
    widths.push_back(width);
  }
  BoxTable table(out, fit_widths(std::move(widths), options.width), options.colors,
                 options.width > 0);
  table.top();
  table.header(names);
  for (const CellRow& cells : lines.rows) table.row(cells);
  table.bottom();
  if (lines.threads > 1) {
    out.line(fmt::format("Threads: {} at most; times are sums over them", lines.threads));
  }
  if (plan.memory_peak_bytes)
    out.line("Memory: " + bytes_text(*plan.memory_peak_bytes) + " at most");
  if (lines.any_mark) out.line("! = the estimate is off by a factor of ten or more");
}

}  // namespace entente::shell
