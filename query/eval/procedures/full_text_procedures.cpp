#include <fmt/format.h>

#include <algorithm>

#include "query/eval/procedures/builtin_procedures.hpp"
#include "storage/base/nearest_name.hpp"
#include "storage/graph/full_text_analyzers.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::EntityKind;
using storage::IndexDefinition;

Result<IndexDefinition> find_index(const storage::Transaction& transaction, std::string_view name,
                                   EntityKind entity) {
  std::vector<std::string> names;
  for (IndexDefinition& index : transaction.indexes()) {
    if (index.kind != storage::IndexKind::full_text) continue;
    if (index.name != name) {
      names.push_back(index.name);
      continue;
    }
    if (index.entity == entity) return std::move(index);
    const bool nodes = index.entity == EntityKind::node;
    return Error::runtime(
        ErrorClass::procedure_error, "InvalidArgumentValue",
        fmt::format("the full-text index `{}` is one of {}", name,
                    nodes ? "nodes" : "relationships"),
        {}, fmt::format("call db.index.fulltext.query{}", nodes ? "Nodes" : "Relationships"));
  }
  return Error::runtime(ErrorClass::procedure_error, "InvalidArgumentValue",
                        fmt::format("there is no full-text index `{}`", name), {},
                        storage::did_you_mean(name, names));
}

Result<std::uint64_t> count_of(std::string_view option, const Value& value) {
  if (value.is_integer() && value.as_integer() >= 0) {
    return static_cast<std::uint64_t>(value.as_integer());
  }
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                        fmt::format("the option `{}` must be an integer, 0 or more", option));
}

Result<storage::TextSearchOptions> search_options(const Value& map) {
  storage::TextSearchOptions options;
  if (map.is_null()) return options;
  for (const auto& [name, value] : map.as_map()) {
    if (name == "skip") {
      ENTENTE_ASSIGN(options.skip, count_of(name, value));
    } else if (name == "limit") {
      ENTENTE_ASSIGN(options.limit, count_of(name, value));
    } else if (name == "analyzer") {
      return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                            "a query is always analyzed as its index is", {},
                            "leave out the option `analyzer`");
    } else {
      return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                            fmt::format("there is no option `{}`", name), {},
                            "the options are `skip` and `limit`");
    }
  }
  return options;
}

Result<std::vector<storage::TextHit>> search(EvalContext& context, EntityKind entity,
                                             std::span<const Value> arguments) {
  ENTENTE_ASSIGN(const IndexDefinition index,
                 find_index(context.transaction, arguments[0].as_string(), entity));
  ENTENTE_ASSIGN(storage::TextSearchOptions options, search_options(arguments[2]));
  options.interrupted = [&] { return context.interruption.check(); };
  return context.transaction.search_text(index.id, arguments[1].as_string(), options);
}

Status query_nodes(EvalContext& context, std::span<const Value> arguments,
                   std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto hits, search(context, EntityKind::node, arguments));
  rows.reserve(hits.size());
  for (const storage::TextHit& hit : hits) {
    rows.push_back({Value(NodeId(hit.element)), Value(hit.score)});
  }
  return {};
}

Status query_relationships(EvalContext& context, std::span<const Value> arguments,
                           std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto hits, search(context, EntityKind::relationship, arguments));
  rows.reserve(hits.size());
  for (const storage::TextHit& hit : hits) {
    const RelationshipId id(hit.element);
    ENTENTE_ASSIGN(const auto record, context.transaction.relationship(id));
    if (!record) continue;
    Relationship relationship;
    relationship.id = id;
    relationship.type_id = record->type;
    relationship.source = record->source;
    relationship.target = record->target;
    rows.push_back({Value(std::move(relationship)), Value(hit.score)});
  }
  return {};
}

Status list_analyzers(EvalContext& /*context*/, std::span<const Value> /*arguments*/,
                      std::vector<ValueList>& rows) {
  for (const storage::FullTextAnalyzer& analyzer : storage::full_text_analyzers()) {
    ValueList stop_words;
    for (const std::string& word : analyzer.stop_words) stop_words.emplace_back(word);
    rows.push_back(
        {Value(analyzer.name), Value(analyzer.description), Value(std::move(stop_words))});
  }
  return {};
}

/// Indexes are complete with the transaction that creates them: there is nothing to wait for.
Status wait_for_nothing(EvalContext& /*context*/, std::span<const Value> /*arguments*/,
                        std::vector<ValueList>& /*rows*/) {
  return {};
}

Status await_index(EvalContext& context, std::span<const Value> arguments,
                   std::vector<ValueList>& /*rows*/) {
  const std::string_view name = arguments[0].as_string();
  std::vector<std::string> names;
  for (const IndexDefinition& index : context.transaction.indexes()) {
    if (!storage::is_index(index.kind)) continue;
    if (index.name == name) return {};
    names.push_back(index.name);
  }
  return Error::runtime(ErrorClass::procedure_error, "InvalidArgumentValue",
                        fmt::format("there is no index `{}`", name), {},
                        storage::did_you_mean(name, names));
}

}  // namespace

void add_full_text_procedures(ProcedureList& list) {
  list.push_back(make_procedure(
      "db.index.fulltext.queryNodes(indexName :: STRING, queryString :: STRING, options = {} :: "
      "MAP) :: (node :: NODE, score :: FLOAT)",
      query_nodes, "Finds nodes by the words of a full-text index, best matches first."));
  list.push_back(make_procedure(
      "db.index.fulltext.queryRelationships(indexName :: STRING, queryString :: STRING, options = "
      "{} :: MAP) :: (relationship :: RELATIONSHIP, score :: FLOAT)",
      query_relationships,
      "Finds relationships by the words of a full-text index, best matches first."));
  list.push_back(make_procedure(
      "db.index.fulltext.listAvailableAnalyzers() :: (analyzer :: STRING, description :: STRING, "
      "stopwords :: LIST OF STRING)",
      list_analyzers, "Lists the analyzers a full-text index can have."));
  list.push_back(make_procedure("db.index.fulltext.awaitEventuallyConsistentIndexRefresh() :: VOID",
                                wait_for_nothing,
                                "Does nothing: full-text indexes are always consistent."));
  list.push_back(make_procedure("db.awaitIndexes(timeOutSeconds = 300 :: INTEGER) :: VOID",
                                wait_for_nothing,
                                "Does nothing: an index is complete once it is created."));
  list.push_back(
      make_procedure("db.awaitIndex(indexName :: STRING, timeOutSeconds = 300 :: INTEGER) :: VOID",
                     await_index, "Does nothing but check that there is such an index."));
}

}  // namespace entente::query
