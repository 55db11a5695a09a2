#include "entente/entities.hpp"

#include "entente/database.hpp"
#include "ingest/pipeline/retry.hpp"
#include "ingest/write/entity_identity.hpp"
#include "ingest/write/entity_lookup.hpp"

namespace entente {

namespace {

IdentityStatement recorded(IdentityStatement statement) {
  if (!statement.recorded_at) statement.recorded_at = ingest::recorded_now();
  return statement;
}

}  // namespace

Result<EntitySummary> find_entity(Database& database, std::string_view text) {
  ENTENTE_ASSIGN(const auto transaction, database.store()->begin(storage::AccessMode::read));
  return ingest::find_entity(*transaction, text);
}

Result<IdentityReport> merge_entities(Database& database, std::string_view entity,
                                      std::string_view into, const IdentityStatement& statement) {
  const IdentityStatement stated = recorded(statement);
  IdentityReport report;
  ENTENTE_TRY(
      ingest::with_retry(*database.store(), [&](storage::Transaction& transaction) -> Result<bool> {
        ENTENTE_ASSIGN(report, ingest::merge_entities(transaction, entity, into, stated));
        return report.changed;
      }));
  return report;
}

Result<IdentityReport> split_entities(Database& database, std::string_view first,
                                      std::string_view second, const IdentityStatement& statement,
                                      bool forget) {
  const IdentityStatement stated = recorded(statement);
  IdentityReport report;
  ENTENTE_TRY(
      ingest::with_retry(*database.store(), [&](storage::Transaction& transaction) -> Result<bool> {
        ENTENTE_ASSIGN(report, ingest::split_entities(transaction, first, second, stated, forget));
        return report.changed;
      }));
  return report;
}

}  // namespace entente
