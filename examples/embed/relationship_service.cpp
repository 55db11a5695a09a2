// A small service that answers relationship questions from an embedded database: several request
// threads share one Database, each with a session of its own; the questions are prepared once;
// every request has a deadline and a memory budget, so that one bad question cannot take the
// service down.
//
//   relationship_service [DATABASE]        without a name: in memory
//
// It reads questions from standard input, one per line ("neighbours NAME" or "path NAME -> NAME"),
// and prints one answer per question, in order.
#include <chrono>
#include <future>
#include <iostream>
#include <string>
#include <vector>

#include "entente/entente.hpp"

namespace {

using entente::Database;
using entente::Error;
using entente::Parameters;
using entente::PreparedQuery;
using entente::Result;
using entente::Session;

/// The questions this service knows, parsed and checked once for all threads.
struct Questions {
  PreparedQuery neighbours;
  PreparedQuery path;

  static Result<Questions> prepare(const Database& database) {
    Session session = database.session();
    auto neighbours = session.prepare(
        "MATCH (a:Entity {name: $name})-[r]-(b:Entity) "
        "RETURN type(r) AS relation, b.name AS name ORDER BY relation, name LIMIT 20");
    if (!neighbours) return neighbours.error();
    auto path = session.prepare(
        "MATCH p = shortestPath((a:Entity {name: $from})-[*..6]-(b:Entity {name: $to})) "
        "RETURN [n IN nodes(p) | n.name] AS names");
    if (!path) return path.error();
    return Questions{*neighbours, *path};
  }
};

entente::QueryOptions limits() {
  entente::QueryOptions options;
  options.timeout_ms = std::chrono::milliseconds(500);
  options.memory_bytes_max = 64U << 20U;
  options.rows_max = 1000;
  return options;
}

Result<std::string> run(const Database& database, const PreparedQuery& query,
                        const Parameters& parameters) {
  Session session = database.session();
  auto result = session.run(query, parameters, limits());
  if (!result) return result.error();
  std::string text;
  for (;;) {
    auto more = result->next();
    if (!more) return more.error();
    if (!*more) break;
    for (const auto& value : result->row()) text += "  " + value.to_text();
    text += "\n";
  }
  return text.empty() ? std::string("  nothing is known\n") : text;
}

Result<std::string> answer(const Database& database, const Questions& questions,
                           const std::string& line) {
  const std::string neighbours = "neighbours ";
  const std::string path = "path ";
  if (line.rfind(neighbours, 0) == 0) {
    return run(database, questions.neighbours, {{"name", line.substr(neighbours.size())}});
  }
  const auto arrow = line.find(" -> ");
  if (line.rfind(path, 0) == 0 && arrow != std::string::npos) {
    return run(database, questions.path,
               {{"from", line.substr(path.size(), arrow - path.size())},
                {"to", line.substr(arrow + 4)}});
  }
  return Error::plain(entente::ErrorClass::input_error, "cannot read the question: " + line,
                      "write `neighbours NAME` or `path NAME -> NAME`");
}

/// Something to ask about when the database is new.
entente::Status fill(const Database& database) {
  Session session = database.session();
  auto known = session.run("MATCH (n:Entity) RETURN count(n)");
  if (!known) return known.error();
  auto rows = known->rows();
  if (!rows) return rows.error();
  if ((*rows)[0][0].as_integer() > 0) return {};
  auto filled = session.run(
      "CREATE (gazprom:Entity:Company {name: 'Gazprom'}), (russia:Entity:Country {name: 'Russia'}),"
      " (china:Entity:Country {name: 'China'}),"
      " (pipeline:Entity:Pipeline {name: 'Power of Siberia'}),"
      " (gazprom)-[:BASED_IN]->(russia), (gazprom)-[:OPERATES]->(pipeline),"
      " (pipeline)-[:SUPPLIES]->(china)");
  if (!filled) return filled.error();
  return {};
}

int fail(const Error& error) {
  std::cerr << error.render() << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  auto database = Database::open(argc > 1 ? argv[1] : "");
  if (!database) return fail(database.error());
  if (auto filled = fill(*database); !filled) return fail(filled.error());
  auto questions = Questions::prepare(*database);
  if (!questions) return fail(questions.error());

  std::vector<std::pair<std::string, std::future<Result<std::string>>>> pending;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    pending.emplace_back(line, std::async(std::launch::async, [&database, &questions, line] {
                           return answer(*database, *questions, line);
                         }));
  }
  int status = 0;
  for (auto& [line, reply] : pending) {
    auto text = reply.get();
    std::cout << line << "\n" << (text ? *text : "  " + text.error().message + "\n");
    if (!text) status = 1;
  }
  return status;
}
