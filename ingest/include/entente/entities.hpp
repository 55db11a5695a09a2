#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/as_of.hpp"
#include "entente/export.hpp"
#include "entente/ids.hpp"
#include "entente/result.hpp"

/// Which entities are one thing. A merge moves nothing: it is a SAME_AS relationship with its
/// reason, who made it, how sure it is and both clocks, and can be taken back without a trace.
/// Rules make such facts by themselves as documents come in (names, spellings, initials); what
/// people state here always stands, whatever comes in later. query/LANGUAGE.md, "Identity", says
/// how queries see entities that are one.
namespace entente {

class Database;

/// An entity of a database.
struct EntitySummary {
  NodeId node;
  /// "Person", "Company", …: the label besides "Entity".
  std::string type;
  std::string name;
  /// Documents that mention it.
  std::size_t documents = 0;
};

/// What a person states about two entities. The texts may be empty.
struct IdentityStatement {
  std::string reason;
  /// Between which days the two are one, ISO 8601 (YYYY[-MM[-DD]]); open where empty.
  std::string valid_from;
  std::string valid_to;
  /// Where the recorded clock puts it; now, if not said.
  std::optional<RecordedTime> recorded_at;
};

/// Two entities and what was done about them.
struct IdentityReport {
  /// The entities that the two texts named.
  EntitySummary first;
  EntitySummary second;
  /// False if all was as it was wanted already.
  bool changed = false;
  /// The two are one now.
  bool same = false;
  /// All entities that are one with `first` now, `first` included, the canonical one first.
  std::vector<EntitySummary> group;
};

/// The entity that a text names: "#12" by the number of its node, "Person:Putin" by type and name,
/// else by name, the entity's own before its other names. Errors: not_found with the nearest name
/// as hint; argument_error if several fit, with a list to choose from as hint.
ENTENTE_API Result<EntitySummary> find_entity(Database& database, std::string_view text);

/// States that `entity` is the same as `into`, under whose name both are known from now on, in one
/// transaction. Errors: those of find_entity(); argument_error if the two are one already by
/// definition, of different kinds, or facts speak against it (two dates of birth); argument_error
/// for texts that are no dates; those of the database.
ENTENTE_API Result<IdentityReport> merge_entities(Database& database, std::string_view entity,
                                                  std::string_view into,
                                                  const IdentityStatement& statement = {});

/// States that two entities are not one. Unless `forget` is set, a DIFFERENT_FROM relationship
/// remembers it, so that no rule brings them together again. With `forget`, what people stated
/// about the two is taken back, as if it had never been; rules go on as they find the names.
/// Errors: as of merge_entities(); not_found, with `forget`, if nothing was stated.
ENTENTE_API Result<IdentityReport> split_entities(Database& database, std::string_view first,
                                                  std::string_view second,
                                                  const IdentityStatement& statement = {},
                                                  bool forget = false);

}  // namespace entente
