#include "tests/bench/workload/read_queries.hpp"

#include <cmath>
#include <utility>

namespace entente::bench {
namespace {

using Answers = std::vector<std::vector<ValueList>>;

std::vector<Parameters> one_each(const Json& ids, const char* name) {
  std::vector<Parameters> operations;
  for (const Json& id : ids) operations.push_back({{name, Value(id.get<std::string>())}});
  return operations;
}

Value date_of(Session& session, const Json& text) {
  return ask(session, "RETURN date($text)", {{"text", Value(text.get<std::string>())}})[0][0];
}

Json json_of(const Value& value) {
  if (value.is_integer()) return value.as_integer();
  if (value.is_float()) return value.as_float();
  return std::string(value.as_string());
}

/// q1: how many answers, and the sum of the scores.
Json fold_scores(const Answers& answers) {
  std::int64_t sum = 0;
  for (const auto& rows : answers) sum += rows.at(0).at(1).as_integer();
  return {{"rows", answers.size()}, {"sum", sum}};
}

/// q2: how many neighbours, and the sum of the numbers in their ids.
Json fold_ids(const Answers& answers) {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  for (const auto& rows : answers) {
    for (const ValueList& row : rows) {
      ++count;
      sum += std::stoll(std::string(row[0].as_string().substr(1)));
    }
  }
  return {{"rows", count}, {"sum", sum}};
}

/// One number per operation; -1 where there is no row, which is how no path is written.
Json fold_numbers(const Answers& answers) {
  Json list = Json::array();
  for (const auto& rows : answers) list.push_back(rows.empty() ? Json(-1) : json_of(rows[0][0]));
  return list;
}

Json fold_number(const Answers& answers) { return json_of(answers.at(0).at(0).at(0)); }

Json fold_rows(const Answers& answers) {
  Json list = Json::array();
  for (const ValueList& row : answers.at(0)) {
    Json fields = Json::array();
    for (const Value& value : row) fields.push_back(json_of(value));
    list.push_back(std::move(fields));
  }
  return list;
}

Json fold_sum(const Answers& answers) {
  const ValueList& row = answers.at(0).at(0);
  return {{"rows", row[0].as_integer()}, {"sum", row[1].as_number()}};
}

std::vector<Parameters> pairs(const Json& ids) {
  std::vector<Parameters> operations;
  for (const Json& pair : ids) {
    operations.push_back(
        {{"a", Value(pair[0].get<std::string>())}, {"b", Value(pair[1].get<std::string>())}});
  }
  return operations;
}

}  // namespace

std::vector<ReadQuery> read_queries(const DataFolder& data, Session& session) {
  const Json& p = data.parameters();
  const Json& e = data.expected();
  const Parameters q9 = {{"score", Value(p["q9"]["min_score"].get<std::int64_t>())},
                         {"before", date_of(session, p["q9"]["before"])}};
  const Parameters q10 = {{"low", Value(p["q10"]["lo"].get<std::int64_t>())},
                          {"high", Value(p["q10"]["hi"].get<std::int64_t>())},
                          {"from", date_of(session, p["q10"]["from"])}};
  const std::vector<Parameters> once(1);
  return {
      {"q1", "MATCH (n:Person {id: $id}) RETURN n.name, n.score, n.since", one_each(p["q1"], "id"),
       fold_scores, e["q1"]},
      {"q2", "MATCH (a:Company {id: $id})-[r]->(b) RETURN b.id", one_each(p["q2"], "id"), fold_ids,
       e["q2"]},
      {"q3",
       "MATCH (a:Company {id: $id})-[:TRADES_WITH]->()-[:TRADES_WITH]->(c) "
       "RETURN count(DISTINCT c)",
       one_each(p["q3"], "id"), fold_numbers, e["q3"]},
      {"q8",
       "MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.id AS id, count(*) AS k "
       "ORDER BY k DESC, id LIMIT 10",
       once, fold_rows, e["q8"]},
      {"q10",
       "MATCH (d:Document) WHERE d.score >= $low AND d.score < $high AND d.since >= $from "
       "RETURN count(*)",
       {q10},
       fold_number,
       e["q10"]},
      {"q11", "MATCH ()-[r]->() RETURN count(*), sum(r.amount)", once, fold_sum, e["q11"]},
      {"q9",
       "MATCH (p:Person)-[:LEADS]->(c:Company)-[:OWNS]->(l:Pipeline) "
       "WHERE l.score >= $score AND c.since < $before "
       "RETURN p.id AS pid, c.id AS cid, l.id AS lid, l.score AS s "
       "ORDER BY s DESC, pid, cid, lid LIMIT 20",
       {q9},
       fold_rows,
       e["q9"]},
      {"q12",
       "MATCH (a:Company)-[:TRADES_WITH]->(b:Company)-[:TRADES_WITH]->(c:Company) RETURN count(*)",
       once, fold_number, e["q12"]},
      {"q5",
       "MATCH p = shortestPath((a:Company {id: $a})-[:TRADES_WITH*1..6]->(b:Company {id: $b})) "
       "RETURN length(p)",
       pairs(p["q5"]), fold_numbers, e["q5"]},
      {"q4",
       "MATCH (a:Company {id: $id})-[:TRADES_WITH]->()-[:TRADES_WITH]->()-[:TRADES_WITH]->(d) "
       "RETURN count(DISTINCT d)",
       one_each(p["q4"], "id"), fold_numbers, e["q4"]},
      {"q6", "MATCH (a:Person {id: $id})-[*1..4]->(b) WHERE b <> a RETURN count(DISTINCT b)",
       one_each(p["q6"], "id"), fold_numbers, e["q6"]},
      {"q6n",
       "MATCH (a:Person {id: $id})-[e*1..4]->(b) WHERE b.id <> $id RETURN count(DISTINCT b) AS n",
       one_each(p["q6"], "id"), fold_numbers, e["q6"]},
      {"q7",
       "MATCH (a:Company)-[:TRADES_WITH]->(b:Company)-[:TRADES_WITH]->(c:Company), "
       "(a)-[:TRADES_WITH]->(c) RETURN count(*)",
       once, fold_number, e["q7"]},
  };
}

bool agrees(const Json& answer, const Json& expected) {
  if (answer.is_object() && answer.contains("sum") && answer["sum"].is_number_float()) {
    return answer["rows"] == expected["rows"] &&
           std::abs(answer["sum"].get<double>() - expected["sum"].get<double>()) < 0.01;
  }
  return answer == expected;
}

}  // namespace entente::bench
