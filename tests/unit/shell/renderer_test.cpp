#include "shell/render/renderer.hpp"

#include <gtest/gtest.h>

#include "shell/base/text_width.hpp"
#include "shell/render/box.hpp"
#include "shell/render/error_renderer.hpp"
#include "shell/render/plan_renderer.hpp"
#include "shell/render/summary_text.hpp"

namespace entente::shell {
namespace {

std::string rendered(Format format, const std::vector<std::string>& columns,
                     const std::vector<ValueList>& rows, const RenderOptions& options = {}) {
  Output out;
  const auto renderer = make_renderer(format, out, options);
  renderer->begin(columns);
  for (const ValueList& row : rows) EXPECT_TRUE(renderer->row(row));
  renderer->end();
  return out.text();
}

const std::vector<std::string> columns{"name", "n"};
const std::vector<ValueList> rows{
    {Value("習近平"), Value(12)}, {Value("a,\"b\"\n\t|c\\"), Value()}, {Value(""), Value(1.5)}};

TEST(Renderer, FormatsHaveNames) {
  for (const std::string& name : format_names()) {
    ASSERT_TRUE(format_from(name)) << name;
    EXPECT_EQ(to_string(*format_from(name)), name);
  }
  EXPECT_FALSE(format_from("xml"));
}

TEST(Renderer, Table) {
  EXPECT_EQ(rendered(Format::table, columns, rows),
            "┌──────────────┬──────┐\n"
            "│ name         │ n    │\n"
            "├──────────────┼──────┤\n"
            "│ 習近平       │   12 │\n"
            "│ a,\"b\"\\n\\t|c\\ │ null │\n"
            "│              │  1.5 │\n"
            "└──────────────┴──────┘\n");
}

TEST(Renderer, TableWithoutRowsHasItsHead) {
  EXPECT_EQ(rendered(Format::table, {"a"}, {}), "┌───┐\n│ a │\n├───┤\n└───┘\n");
}

TEST(Renderer, TableIsCutToTheTerminalAndSaysSo) {
  const std::string text =
      rendered(Format::table, {"who", "what"},
               {{Value("Angela Merkel"), Value(std::string(200, 'x'))}}, RenderOptions{40, false});
  std::size_t begin = 0;
  int table_lines = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (line.find("were cut") == std::string::npos) {
      EXPECT_EQ(display_width(line), 40U) << line;
      ++table_lines;
    }
    begin = end + 1;
  }
  EXPECT_EQ(table_lines, 5);
  EXPECT_NE(text.find("Angela Merkel"), std::string::npos) << "the widest column gives way first";
  EXPECT_NE(text.find("were cut"), std::string::npos);
}

TEST(Renderer, LongTablesStreamAndStayComplete) {
  std::vector<ValueList> many;
  for (int i = 0; i < 12000; ++i) many.push_back({Value(i)});
  const std::string text = rendered(Format::table, {"i"}, many);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 12004);
  EXPECT_NE(text.find("11999"), std::string::npos);
}

TEST(Renderer, Csv) {
  EXPECT_EQ(rendered(Format::csv, columns, rows),
            "name,n\n習近平,12\n\"a,\"\"b\"\"\n\t|c\\\",\n\"\",1.5\n");
}

TEST(Renderer, Tsv) {
  EXPECT_EQ(rendered(Format::tsv, columns, rows),
            "name\tn\n習近平\t12\na,\"b\"\\n\\t|c\\\\\t\n\t1.5\n");
}

TEST(Renderer, Json) {
  EXPECT_EQ(rendered(Format::json, columns, rows),
            "[\n{\"name\":\"習近平\",\"n\":12},\n"
            "{\"name\":\"a,\\\"b\\\"\\n\\t|c\\\\\",\"n\":null},\n"
            "{\"name\":\"\",\"n\":1.5}\n]\n");
  EXPECT_EQ(rendered(Format::json, columns, {}), "[]\n");
}

TEST(Renderer, JsonLines) {
  EXPECT_EQ(rendered(Format::jsonl, {"a"}, {{Value(1)}, {Value(2.0)}}), "{\"a\":1}\n{\"a\":2.0}\n");
  EXPECT_EQ(rendered(Format::jsonl, {"a"}, {}), "");
}

TEST(Renderer, Markdown) {
  EXPECT_EQ(rendered(Format::markdown, columns, rows),
            "| name | n |\n| --- | ---: |\n| 習近平 | 12 |\n"
            "| a,\"b\"<br>\t\\|c\\\\ |  |\n|  | 1.5 |\n");
  EXPECT_EQ(rendered(Format::markdown, {"a"}, {}), "| a |\n| --- |\n");
}

TEST(Renderer, Vertical) {
  EXPECT_EQ(rendered(Format::vertical, columns, {{Value("x\ny"), Value(1)}}),
            "── row 1 ──\nname  x\\ny\nn     1\n");
}

TEST(Renderer, JsonThatBrokeOffIsNotValid) {
  Output out;
  {
    const auto renderer = make_renderer(Format::json, out, {});
    renderer->begin({"a"});
    EXPECT_TRUE(renderer->row({Value(1)}));
  }
  EXPECT_EQ(out.text(), "[\n{\"a\":1}");
}

TEST(Box, WidthsFitTheTerminal) {
  EXPECT_EQ(fit_widths({5, 10}, 0), (std::vector<std::size_t>{5, 10}));
  EXPECT_EQ(fit_widths({5, 10}, 80), (std::vector<std::size_t>{5, 10}));
  for (std::size_t terminal = 20; terminal < 140; ++terminal) {
    const auto widths = fit_widths({5, 60, 60}, terminal);
    std::size_t total = 3 * widths.size() + 1;
    for (const std::size_t width : widths) total += width;
    EXPECT_LE(total, terminal);
    EXPECT_GE(total + 3, std::min<std::size_t>(terminal, 135)) << "no room is wasted";
    if (terminal > 40) {
      EXPECT_EQ(widths[0], 5U);
    }
  }
  EXPECT_EQ(fit_widths({9, 9, 9}, 5), (std::vector<std::size_t>{3, 3, 3}));
}

TEST(PlanRenderer, ShowsEstimatedAndRealRowsSideBySide) {
  PlanNode scan{"NodeByLabelScan", "a:Person", 1000, std::uint64_t{3}, 0.5, {}};
  PlanNode expand{"Expand", "(a)-[:KNOWS]->(b)", 2.5, std::uint64_t{2}, 1.25, {scan}};
  PlanNode root{"ProduceResults", "a", 2.5, std::uint64_t{2}, 0.01, {expand}};
  root.memory_peak_bytes = 2048;
  Output out;
  render_plan(root, out, {});
  EXPECT_EQ(out.text(),
            "┌─────────────────┬───────────────────┬────────────────┬──────┬───────────┬───────┐\n"
            "│ Operator        │ Details           │ Estimated rows │ Rows │ Time (ms) │ Share │\n"
            "├─────────────────┼───────────────────┼────────────────┼──────┼───────────┼───────┤\n"
            "│ ProduceResults  │ a                 │            2.5 │    2 │      0.01 │    1% │\n"
            "│ Expand          │ (a)-[:KNOWS]->(b) │            2.5 │    2 │      1.25 │   71% │\n"
            "│ NodeByLabelScan │ a:Person          │          1,000 │  3 ! │      0.50 │   28% │\n"
            "└─────────────────┴───────────────────┴────────────────┴──────┴───────────┴───────┘\n"
            "Memory: 2 KiB at most\n"
            "! = the estimate is off by a factor of ten or more\n");
}

TEST(PlanRenderer, DrawsBranchesOfOperatorsWithTwoInputs) {
  const PlanNode left{"AllNodesScan", "a", 10, {}, {}, {}};
  const PlanNode right{"Filter", "b.x", 1, {}, {}, {{"AllNodesScan", "b", 10, {}, {}, {}}}};
  Output out;
  render_plan({"CartesianProduct", "", 10, {}, {}, {left, right}}, out, {});
  EXPECT_NE(out.text().find("│ ├ AllNodesScan"), std::string::npos) << out.text();
  EXPECT_NE(out.text().find("│ └ Filter "), std::string::npos);
  EXPECT_NE(out.text().find("│   AllNodesScan"), std::string::npos);
  EXPECT_EQ(out.text().find("Rows │ Time"), std::string::npos) << "EXPLAIN has no real rows";
}

TEST(SummaryText, SaysWhatChanged) {
  QueryCounters counters;
  EXPECT_EQ(summary_text(counters), "");
  counters.nodes_created = 2;
  counters.relationships_created = 1;
  counters.properties_set = 1200;
  EXPECT_EQ(summary_text(counters), "Created 2 nodes and 1 relationship, set 1,200 properties.");
  counters = {};
  counters.indexes_added = 1;
  EXPECT_EQ(summary_text(counters), "Added 1 index.");
}

TEST(ErrorRenderer, TextAndJson) {
  const Error error = Error::compile(ErrorClass::syntax_error, "UnexpectedSyntax", "Not this.",
                                     Span{7, 8}, "write that");
  Output text;
  render_error(text, error, "RETURN ]", {false, false});
  EXPECT_NE(text.text().find("Not this."), std::string::npos);
  EXPECT_NE(text.text().find("RETURN ]\n"), std::string::npos);
  EXPECT_NE(text.text().find("       ^"), std::string::npos);
  EXPECT_NE(text.text().find("write that"), std::string::npos);
  Output json;
  render_error(json, error, "RETURN ]", {true, false});
  EXPECT_EQ(json.text(),
            R"({"code":100,"type":"SyntaxError","phase":"compile","detail":"UnexpectedSyntax",)"
            R"("message":"Not this.","hint":"write that","line":1,"column":8,"retryable":false})"
            "\n");
}

}  // namespace
}  // namespace entente::shell
