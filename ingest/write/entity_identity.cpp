#include "ingest/write/entity_identity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/text/dates.hpp"
#include "ingest/write/entity_lookup.hpp"
#include "ingest/write/same_as.hpp"
#include "storage/claims/identity.hpp"
#include "storage/claims/neighbours.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::ingest {

namespace {

Result<storage::IdentityFact> fact_of(const IdentityStatement& statement) {
  for (const std::string& date : {statement.valid_from, statement.valid_to}) {
    if (!date.empty() && !is_iso_date(date)) {
      return Error::plain(ErrorClass::argument_error, fmt::format("'{}' is no date", date),
                          "write 2021, 2021-12 or 2021-12-08");
    }
  }
  storage::IdentityFact fact;
  fact.reason = statement.reason.empty() ? "stated by a person" : statement.reason;
  fact.recorded_at = statement.recorded_at;
  fact.valid_from = statement.valid_from;
  fact.valid_to = statement.valid_to;
  return fact;
}

/// What people stated changes what rules may say about the names of both.
Status refresh_rules(storage::Transaction& transaction, const IdentityReport& report,
                     std::optional<RecordedTime> recorded_at) {
  std::set<NodeId> nodes = {report.first.node, report.second.node};
  std::set<std::string> keys;
  for (const NodeId node : nodes) {
    ENTENTE_ASSIGN(const auto labels, storage::label_names(transaction, node));
    ENTENTE_ASSIGN(const Value name, storage::property_of(transaction, node, "name"));
    ENTENTE_ASSIGN(const Value aliases, storage::property_of(transaction, node, "aliases"));
    const auto found = alias_keys(
        labels, storage::merge_lists(storage::strings_of(aliases), storage::strings_of(name)));
    keys.insert(found.begin(), found.end());
  }
  for (const std::string& key : keys) {
    ENTENTE_TRY(update_same_as(transaction, key, nodes, recorded_at));
  }
  return {};
}

Status finish(storage::Transaction& transaction, IdentityReport& report,
              storage::IdentityChange change, const IdentityStatement& statement) {
  report.changed = change == storage::IdentityChange::made;
  if (report.changed) ENTENTE_TRY(refresh_rules(transaction, report, statement.recorded_at));
  ENTENTE_ASSIGN(const auto group, storage::same_nodes(transaction, report.first.node));
  report.same = std::find(group.begin(), group.end(), report.second.node) != group.end();
  for (const NodeId node : group) {
    ENTENTE_ASSIGN(EntitySummary entity, summarise_entity(transaction, node));
    report.group.push_back(std::move(entity));
  }
  return {};
}

}  // namespace

Result<IdentityReport> merge_entities(storage::Transaction& transaction, std::string_view entity,
                                      std::string_view into, const IdentityStatement& statement) {
  IdentityReport report;
  ENTENTE_ASSIGN(report.first, find_entity(transaction, entity));
  ENTENTE_ASSIGN(report.second, find_entity(transaction, into));
  ENTENTE_ASSIGN(const storage::IdentityFact fact, fact_of(statement));
  ENTENTE_ASSIGN(const auto change,
                 storage::merge_nodes(transaction, report.first.node, report.second.node, fact));
  ENTENTE_TRY(finish(transaction, report, change, statement));
  return report;
}

Result<IdentityReport> split_entities(storage::Transaction& transaction, std::string_view first,
                                      std::string_view second, const IdentityStatement& statement,
                                      bool forget) {
  IdentityReport report;
  ENTENTE_ASSIGN(report.first, find_entity(transaction, first));
  ENTENTE_ASSIGN(report.second, find_entity(transaction, second));
  ENTENTE_ASSIGN(const storage::IdentityFact fact, fact_of(statement));
  const auto memory = forget ? storage::SplitMemory::forget : storage::SplitMemory::remember;
  ENTENTE_ASSIGN(const auto change, storage::split_nodes(transaction, report.first.node,
                                                         report.second.node, memory, fact));
  ENTENTE_TRY(finish(transaction, report, change, statement));
  return report;
}

}  // namespace entente::ingest
