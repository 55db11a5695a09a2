// What parsing costs, in CPU time: a query of about 200 characters, and the worst of the hostile
// texts of tests/support/hostile_queries.hpp, each parsed or refused, error message and tree
// included. Prints the slowest texts; the slowest of all should stay below 50 ms for 64 KiB.
//
//   cmake --preset bench && cmake --build --preset bench --target parse_bench
//   build/bench/tests/bench/parse_bench [MIXED_TEXTS [BYTES]]     (2,000 and 65,536 unless given)

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast/ast_builder.hpp"
#include "tests/support/hostile_queries.hpp"

namespace {

using entente::testing::HostileQueries;

constexpr std::string_view usual_query =
    "MATCH (a:Person {name: $name})-[r:KNOWS*1..3]->(b:Person)-[:WORKS_AT]->(c:Company) "
    "WHERE b.age > 30 AND c.country IN ['DE', 'FR'] OR NOT a:Retired "
    "RETURN b.name AS name, count(DISTINCT c) AS n ORDER BY n DESC LIMIT 10";

double cpu_milliseconds() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Parses the text and renders the error, as a shell does.
std::size_t parse(std::string_view text) {
  const auto statement = entente::query::parse_statement(text);
  return statement ? 1 : statement.error().render(text).size();
}

struct Measured {
  double milliseconds;
  std::string text;
};

class Worst {
 public:
  void measure(std::string text) {
    // The least of a few runs, so that what else the machine does is not counted.
    double least = timed(text);
    if (least > shown_from_milliseconds) {
      for (int i = 0; i < 4; ++i) least = std::min(least, timed(text));
    }
    ++count_;
    total_ += least;
    measured_.push_back({least, std::move(text)});
    std::push_heap(measured_.begin(), measured_.end(), faster);
    if (measured_.size() > shown) {
      std::pop_heap(measured_.begin(), measured_.end(), faster);
      measured_.pop_back();
    }
  }

  void print() {
    std::sort_heap(measured_.begin(), measured_.end(), faster);
    for (const Measured& one : measured_) {
      std::string beginning = one.text.substr(0, 70);
      std::replace(beginning.begin(), beginning.end(), '\n', ' ');
      std::printf("%8.2f ms  %6zu bytes  %s\n", one.milliseconds, one.text.size(),
                  beginning.c_str());
    }
    std::printf("%zu hostile texts, %.2f ms on average, the slowest %.2f ms\n", count_,
                total_ / static_cast<double>(count_), measured_.front().milliseconds);
  }

 private:
  static constexpr std::size_t shown = 25;
  static constexpr double shown_from_milliseconds = 5;

  static bool faster(const Measured& a, const Measured& b) {
    return a.milliseconds > b.milliseconds;
  }
  static double timed(std::string_view text) {
    const double begin = cpu_milliseconds();
    parse(text);
    return cpu_milliseconds() - begin;
  }

  std::size_t count_ = 0;
  double total_ = 0;
  std::vector<Measured> measured_;
};

void measure_usual_query() {
  constexpr int runs = 20'000;
  std::size_t parsed = 0;
  for (int i = 0; i < runs / 10; ++i) parsed += parse(usual_query);
  const double begin = cpu_milliseconds();
  for (int i = 0; i < runs; ++i) parsed += parse(usual_query);
  std::printf("a query of %zu characters: %.2f µs (%zu parsed)\n", usual_query.size(),
              (cpu_milliseconds() - begin) * 1e3 / runs, parsed);
}

}  // namespace

int main(int argument_count, char** arguments) {
  const std::size_t mixed = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 2'000;
  const std::size_t bytes = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 65'536;
  measure_usual_query();
  Worst worst;
  for (const std::string& beginning : HostileQueries::beginnings()) {
    for (const std::string& fragment : HostileQueries::fragments()) {
      worst.measure(HostileQueries::repeated(beginning, fragment, bytes));
    }
  }
  std::mt19937 random(2016);
  for (std::size_t i = 0; i < mixed; ++i) {
    worst.measure(HostileQueries::mixed(random, bytes, i % 2 == 1));
  }
  worst.print();
  return 0;
}
