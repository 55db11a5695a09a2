// entente-bench-data: writes a data folder for entente-bench: CSV files of a generated knowledge
// graph, the parameters of the workload and the right answers.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/bench/generate/answers.hpp"
#include "tests/bench/generate/graph.hpp"

namespace entente::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t inserts = 10'000;
constexpr std::uint32_t upsert_rows = 100'000;

std::ofstream create(const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  if (!out) {
    std::fprintf(stderr, "entente-bench-data: cannot write %s\n", file.c_str());
    std::exit(2);
  }
  return out;
}

std::string amount_text(std::int32_t quarters) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", quarters / 4.0);
  return text;
}

void write_node(std::ostream& out, const NodeTable& table, std::uint32_t node, std::int32_t score,
                std::int32_t since) {
  out << table.id(node) << ',' << table.label << ' ' << node << ',' << score << ','
      << date_text(since) << '\n';
}

void write_relationship(std::ostream& out, const NodeTable& sources, const NodeTable& targets,
                        const Relationship& row) {
  // A few hundred sources, as in a real collection of news.
  out << sources.id(row.source) << ',' << targets.id(row.target) << ','
      << amount_text(row.amount_quarters) << ",wire-" << (row.source + row.target) % 500 << '\n';
}

void write_graph(const GeneratedGraph& graph, const fs::path& folder) {
  fs::create_directories(folder / "nodes");
  fs::create_directories(folder / "rels");
  for (const NodeTable& table : graph.nodes) {
    std::ofstream out = create(folder / "nodes" / (table.label + ".csv"));
    out << "id,name,score,since\n";
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      write_node(out, table, i, table.scores[i], table.since[i]);
    }
  }
  for (const RelationshipTable& table : graph.relationships) {
    const NodeTable& sources = graph.nodes[table.source_table];
    const NodeTable& targets = graph.nodes[table.target_table];
    std::string name = table.type;
    name.append(".").append(sources.label).append(".").append(targets.label).append(".csv");
    std::ofstream out = create(folder / "rels" / name);
    out << "from,to,amount,source\n";
    for (const Relationship& row : table.rows) write_relationship(out, sources, targets, row);
  }
}

/// Half of them change a relationship that is there, as far as there are as many.
Upserts make_upserts(const GeneratedGraph& graph, Random& random) {
  const RelationshipTable& trades = graph.table("TRADES_WITH", "Company");
  const std::uint32_t companies = graph.table("Company").size();
  const auto there = static_cast<std::uint32_t>(trades.rows.size());
  Upserts upserts;
  while (upserts.size() < upsert_rows) {
    const auto amount = static_cast<std::int32_t>(random.below(40'000));
    if (random.below(2) == 0) {
      const Relationship& row = trades.rows[random.below(there)];
      upserts.push_back({row.source, row.target, amount});
    } else {
      const Relationship row{random.below(companies), random.below(companies), amount};
      if (row.source != row.target) upserts.push_back(row);
    }
  }
  return upserts;
}

void write_inserts(const GeneratedGraph& graph, const Upserts& upserts, Random& random,
                   const fs::path& folder) {
  const NodeTable& documents = graph.table("Document");
  const NodeTable& persons = graph.table("Person");
  const NodeTable& companies = graph.table("Company");
  std::ofstream nodes = create(folder / "w2_nodes.csv");
  std::ofstream relationships = create(folder / "w2_rels.csv");
  std::ofstream changes = create(folder / "w3_upserts.csv");
  nodes << "id,name,score,since\n";
  relationships << "from,to,amount,source\n";
  changes << "from,to,amount,source\n";
  for (std::uint32_t i = 0; i < inserts; ++i) {
    const std::uint32_t document = documents.size() + i;
    write_node(nodes, documents, document, static_cast<std::int32_t>(random.below(10'000)),
               static_cast<std::int32_t>(8'000 + random.below(10'000)));
    write_relationship(
        relationships, documents, persons,
        {document, random.below(persons.size()), static_cast<std::int32_t>(random.below(40'000))});
  }
  for (const Relationship& row : upserts) write_relationship(changes, companies, companies, row);
}

Json manifest_of(const GeneratedGraph& graph, std::uint64_t seed) {
  Json manifest = {{"seed", seed}};
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
  for (const NodeTable& table : graph.nodes) {
    manifest["nodes"][table.label] = table.size();
    nodes += table.size();
  }
  for (const RelationshipTable& table : graph.relationships) {
    relationships += table.rows.size();
  }
  manifest["total_nodes"] = nodes;
  manifest["total_rels"] = relationships;
  return manifest;
}

int run(int argc, char** argv) {
  CLI::App app{"Generates a data folder for entente-bench"};
  std::string folder;
  std::uint32_t nodes = 20'000;
  std::uint64_t seed = 1;
  app.add_option("folder", folder, "Where to write it")->required();
  app.add_option("--nodes", nodes, "Nodes; ten times as many relationships")
      ->check(CLI::Range(1'000U, 20'000'000U))
      ->capture_default_str();
  app.add_option("--seed", seed, "The same seed gives the same graph")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  const GeneratedGraph graph = generate_graph(nodes, seed);
  Random random(seed + 1);
  const Json parameters = make_parameters(graph, random);
  const Upserts upserts = make_upserts(graph, random);
  write_graph(graph, folder);
  write_inserts(graph, upserts, random, folder);
  create(fs::path(folder) / "manifest.json") << manifest_of(graph, seed).dump(1) << '\n';
  create(fs::path(folder) / "params.json") << parameters.dump(1) << '\n';
  create(fs::path(folder) / "expected.json")
      << compute_answers(graph, parameters, upserts).dump(1) << '\n';
  return 0;
}

}  // namespace
}  // namespace entente::bench

int main(int argc, char** argv) { return entente::bench::run(argc, argv); }
