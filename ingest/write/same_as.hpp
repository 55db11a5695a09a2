#pragma once

#include <string>
#include <vector>

#include "entente/result.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::ingest {

/// Brings the SAME_AS relationships between the holders of one name up to date. They are how
/// entities are merged: reversible, with a `reason` and a confidence. A name alone ("Putin") is the
/// same as the one person who is also called so; one name with two related types (organisation and
/// company) is one thing. If two fit, none is linked. Only relationships with our `key` are ever
/// removed.
Status update_same_as(storage::Transaction& transaction, const std::string& name_key);

/// Key under which a name is looked up whatever the type.
std::string plain_alias(const std::string& name);
/// Keys of all names, sorted; a person's full names count by their surname too.
std::vector<std::string> alias_keys(const std::vector<std::string>& labels,
                                    const std::vector<std::string>& names);
/// Key that belongs to exactly one entity: type and canonical name.
std::string identity_alias(const std::string& type, const std::string& name);

}  // namespace entente::ingest
