#include "tests/bench/generate/answers.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstdio>
#include <map>
#include <numeric>
#include <tuple>

namespace entente::bench {
namespace {

constexpr std::uint32_t point_lookups = 1000;
constexpr std::uint32_t q10_low = 2500;
constexpr std::uint32_t q10_high = 5000;
constexpr std::int32_t q9_score_min = 9000;
constexpr std::int32_t day_2000 = 10'957;
constexpr std::int32_t day_2010 = 14'610;

/// Targets of each source, as compressed sparse rows over all nodes of the graph.
struct Rows {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> targets;
  [[nodiscard]] std::uint32_t degree(std::uint32_t node) const {
    return begin[node + 1] - begin[node];
  }
  template <class Visit>
  void each(std::uint32_t node, const Visit& visit) const {
    for (std::uint32_t i = begin[node]; i < begin[node + 1]; ++i) visit(targets[i]);
  }
};

Rows make_rows(std::uint32_t nodes, std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs) {
  std::sort(pairs.begin(), pairs.end());
  Rows rows;
  rows.begin.assign(nodes + 1, 0);
  for (const auto& [source, target] : pairs) {
    ++rows.begin[source + 1];
    rows.targets.push_back(target);
  }
  std::partial_sum(rows.begin.begin(), rows.begin.end(), rows.begin.begin());
  return rows;
}

Rows rows_of(const GeneratedGraph& graph, const RelationshipTable& table) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const Relationship& row : table.rows) pairs.emplace_back(row.source, row.target);
  return make_rows(graph.nodes[table.source_table].size(), std::move(pairs));
}

/// All relationships as one graph: node i of the k-th label is first[k] + i.
struct Whole {
  std::vector<std::uint32_t> first;
  Rows rows;
};

Whole whole_of(const GeneratedGraph& graph) {
  Whole whole;
  std::uint32_t count = 0;
  for (const NodeTable& table : graph.nodes) {
    whole.first.push_back(count);
    count += table.size();
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const RelationshipTable& table : graph.relationships) {
    for (const Relationship& row : table.rows) {
      pairs.emplace_back(whole.first[table.source_table] + row.source,
                         whole.first[table.target_table] + row.target);
    }
  }
  whole.rows = make_rows(count, std::move(pairs));
  return whole;
}

std::uint32_t number_of(const Json& id) {
  return static_cast<std::uint32_t>(std::stoul(id.get<std::string>().substr(1)));
}

/// Different nodes two steps away. Only a loop could be both steps, and no node trades with itself.
std::size_t ends_of_two_steps(const Rows& rows, std::uint32_t start) {
  std::vector<std::uint32_t> ends;
  rows.each(start, [&](std::uint32_t middle) {
    rows.each(middle, [&](std::uint32_t end) { ends.push_back(end); });
  });
  std::sort(ends.begin(), ends.end());
  return static_cast<std::size_t>(std::unique(ends.begin(), ends.end()) - ends.begin());
}

/// Ends of three-step trails: walks that do not use a relationship twice.
std::size_t ends_of_trails_of_three(const Rows& rows, std::uint32_t start) {
  std::vector<std::uint32_t> ends;
  rows.each(start, [&](std::uint32_t b) {
    rows.each(b, [&](std::uint32_t c) {
      rows.each(c, [&](std::uint32_t d) {
        if (!(c == start && d == b)) ends.push_back(d);
      });
    });
  });
  std::sort(ends.begin(), ends.end());
  return static_cast<std::size_t>(std::unique(ends.begin(), ends.end()) - ends.begin());
}

/// Steps from `start` to every node, up to `limit`; -1 beyond.
std::vector<int> distances(const Rows& rows, std::uint32_t nodes, std::uint32_t start, int limit) {
  std::vector<int> steps(nodes, -1);
  std::vector<std::uint32_t> frontier = {start};
  steps[start] = 0;
  for (int step = 1; step <= limit && !frontier.empty(); ++step) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t node : frontier) {
      rows.each(node, [&](std::uint32_t target) {
        if (steps[target] >= 0) return;
        steps[target] = step;
        next.push_back(target);
      });
    }
    frontier = std::move(next);
  }
  return steps;
}

std::uint64_t count_triangles(const Rows& rows, std::uint32_t nodes) {
  std::vector<std::uint32_t> marked_by(nodes, ~0U);
  std::uint64_t count = 0;
  for (std::uint32_t a = 0; a < nodes; ++a) {
    rows.each(a, [&](std::uint32_t b) { marked_by[b] = a; });
    rows.each(a, [&](std::uint32_t b) {
      rows.each(b, [&](std::uint32_t c) { count += marked_by[c] == a ? 1 : 0; });
    });
  }
  return count;
}

Json most_mentioned(const GeneratedGraph& graph) {
  const NodeTable& companies = graph.table("Company");
  std::vector<std::uint32_t> counts(companies.size(), 0);
  for (const Relationship& row : graph.table("MENTIONS", "Company").rows) ++counts[row.target];
  std::vector<std::pair<std::uint32_t, std::string>> ranked;
  for (std::uint32_t i = 0; i < companies.size(); ++i) {
    if (counts[i] > 0) ranked.emplace_back(counts[i], companies.id(i));
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  Json answer = Json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(10, ranked.size()); ++i) {
    answer.push_back(Json::array({ranked[i].second, ranked[i].first}));
  }
  return answer;
}

Json owners_of_best_pipelines(const GeneratedGraph& graph) {
  const NodeTable& persons = graph.table("Person");
  const NodeTable& companies = graph.table("Company");
  const NodeTable& pipelines = graph.table("Pipeline");
  const Rows owned = rows_of(graph, graph.table("OWNS", "Pipeline"));
  using Row = std::tuple<std::int32_t, std::string, std::string, std::string>;
  std::vector<Row> rows;
  for (const Relationship& leads : graph.table("LEADS", "Company").rows) {
    if (companies.since[leads.target] >= day_2010) continue;
    owned.each(leads.target, [&](std::uint32_t pipeline) {
      const std::int32_t score = pipelines.scores[pipeline];
      if (score < q9_score_min) return;
      rows.emplace_back(-score, persons.id(leads.source), companies.id(leads.target),
                        pipelines.id(pipeline));
    });
  }
  std::sort(rows.begin(), rows.end());
  Json answer = Json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(20, rows.size()); ++i) {
    const auto& [score, person, company, pipeline] = rows[i];
    answer.push_back(Json::array({person, company, pipeline, -score}));
  }
  return answer;
}

std::uint64_t documents_in_range(const GeneratedGraph& graph) {
  const NodeTable& documents = graph.table("Document");
  std::uint64_t count = 0;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    const auto score = static_cast<std::uint32_t>(documents.scores[i]);
    count += score >= q10_low && score < q10_high && documents.since[i] >= day_2000 ? 1 : 0;
  }
  return count;
}

Json all_amounts(const GeneratedGraph& graph) {
  std::int64_t quarters = 0;
  std::uint64_t rows = 0;
  for (const RelationshipTable& table : graph.relationships) {
    rows += table.rows.size();
    for (const Relationship& row : table.rows) quarters += row.amount_quarters;
  }
  return {{"rows", rows}, {"sum", static_cast<double>(quarters) / 4}};
}

Json after_upserts(const RelationshipTable& trades, const Upserts& upserts) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> amounts;
  for (const auto& rows : {trades.rows, upserts}) {
    for (const Relationship& row : rows) amounts[{row.source, row.target}] = row.amount_quarters;
  }
  std::int64_t quarters = 0;
  for (const auto& [pair, amount] : amounts) quarters += amount;
  return {{"rows", amounts.size()}, {"sum", static_cast<double>(quarters) / 4}};
}

Json lookups(const NodeTable& table, std::uint32_t count, Random& random) {
  Json ids = Json::array();
  for (std::uint32_t i = 0; i < count; ++i) ids.push_back(table.id(random.below(table.size())));
  return ids;
}

}  // namespace

std::string date_text(std::int32_t days) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(days))};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

Json make_parameters(const GeneratedGraph& graph, Random& random) {
  const NodeTable& persons = graph.table("Person");
  const NodeTable& companies = graph.table("Company");
  Json parameters;
  parameters["q1"] = lookups(persons, point_lookups, random);
  parameters["q2"] = lookups(companies, point_lookups, random);
  parameters["q3"] = lookups(companies, 100, random);
  parameters["q4"] = lookups(companies, 20, random);
  parameters["q5"] = Json::array();
  for (int i = 0; i < 50; ++i) {
    const std::uint32_t a = random.below(companies.size());
    const std::uint32_t step = 1 + random.below(companies.size() - 1);
    const std::uint32_t b = (a + step) % companies.size();
    parameters["q5"].push_back(Json::array({companies.id(a), companies.id(b)}));
  }
  parameters["q6"] = lookups(persons, 10, random);
  parameters["q9"] = {{"min_score", q9_score_min}, {"before", date_text(day_2010)}};
  parameters["q10"] = {{"lo", q10_low}, {"hi", q10_high}, {"from", date_text(day_2000)}};
  return parameters;
}

Json compute_answers(const GeneratedGraph& graph, const Json& parameters, const Upserts& upserts) {
  const RelationshipTable& trade_table = graph.table("TRADES_WITH", "Company");
  const std::uint32_t companies = graph.table("Company").size();
  const Rows trades = rows_of(graph, trade_table);
  const Whole whole = whole_of(graph);
  const auto node_total = static_cast<std::uint32_t>(whole.rows.begin.size() - 1);

  Json answers;
  std::int64_t scores = 0;
  for (const Json& id : parameters["q1"]) scores += graph.table("Person").scores[number_of(id)];
  answers["q1"] = {{"rows", parameters["q1"].size()}, {"sum", scores}};

  const std::uint32_t first_company = whole.first[trade_table.source_table];
  std::uint64_t neighbours = 0;
  std::uint64_t numbers = 0;
  for (const Json& id : parameters["q2"]) {
    whole.rows.each(first_company + number_of(id), [&](std::uint32_t node) {
      const auto next = std::upper_bound(whole.first.begin(), whole.first.end(), node);
      ++neighbours;
      numbers += node - *std::prev(next);
    });
  }
  answers["q2"] = {{"rows", neighbours}, {"sum", numbers}};

  for (const char* name : {"q3", "q4", "q5", "q6"}) answers[name] = Json::array();
  for (const Json& id : parameters["q3"]) {
    answers["q3"].push_back(ends_of_two_steps(trades, number_of(id)));
  }
  for (const Json& id : parameters["q4"]) {
    answers["q4"].push_back(ends_of_trails_of_three(trades, number_of(id)));
  }
  for (const Json& pair : parameters["q5"]) {
    answers["q5"].push_back(
        distances(trades, companies, number_of(pair[0]), 6)[number_of(pair[1])]);
  }
  for (const Json& id : parameters["q6"]) {
    // Person is the first label. The start counts as no answer, also if it is reached again.
    const std::vector<int> steps = distances(whole.rows, node_total, number_of(id), 4);
    answers["q6"].push_back(
        std::count_if(steps.begin(), steps.end(), [](int step) { return step > 0; }));
  }
  answers["q7"] = count_triangles(trades, companies);
  answers["q8"] = most_mentioned(graph);
  answers["q9"] = owners_of_best_pipelines(graph);
  answers["q10"] = documents_in_range(graph);
  answers["q11"] = all_amounts(graph);
  std::uint64_t paths = 0;
  for (const std::uint32_t target : trades.targets) paths += trades.degree(target);
  answers["q12"] = paths;
  answers["w3"] = after_upserts(trade_table, upserts);
  return answers;
}

}  // namespace entente::bench
