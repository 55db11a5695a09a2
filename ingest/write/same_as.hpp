#pragma once

#include <optional>
#include <set>
#include <string>

#include "entente/as_of.hpp"
#include "entente/result.hpp"
#include "ingest/write/name_keys.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::ingest {

/// Brings the SAME_AS relationships of rules between the holders of one key up to date. They are
/// how entities are merged: reversible, with a `reason` and a confidence (storage/claims/
/// identity.hpp). By kind of key:
///
///  - a name alone ("Putin") is the same as the one person who is also called so; one name with two
///    related types (organisation and company) is one thing; so is what has another's name among
///    its own;
///  - persons are the same whose first and last names sound the same and whose middle names do not
///    differ, other names if all words sound the same;
///  - initials ("IMF") stand for the one organisation with these initials;
///  - a company's name with a legal form is the same as the name without.
///
/// If several fit where one is meant, none is linked; nor are entities that something speaks
/// against (identity_conflict), or that people said are different. What is linked is a function of
/// the graph, whatever the order in which it came to be. Only rules' links with this key are ever
/// removed. New ones are recorded at `recorded_at`. `former_holders` are nodes that may have had
/// the key before; they may be gone. Errors: the store's.
Status update_same_as(storage::Transaction& transaction, const std::string& key,
                      const std::set<NodeId>& former_holders,
                      std::optional<RecordedTime> recorded_at);

}  // namespace entente::ingest
