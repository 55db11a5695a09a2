#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "storage/format/key_family.hpp"

/// The merge functions of all families behind two calls: pure, thread-safe, the same for every
/// implementation of the store and for a transaction that looks at its own pending operands.
namespace entente::storage {

/// The value of a key from its base value (nullopt: none) and the operands merged since, oldest
/// first. Errors: corruption if a part is damaged; internal for MergeKind::none.
Result<std::string> merge_full(MergeKind kind, std::optional<std::string_view> base,
                               std::span<const std::string_view> operands);

/// One operand that does what `operands` do one after another, oldest first. Associative. Errors as
/// merge_full.
Result<std::string> merge_partial(MergeKind kind, std::span<const std::string_view> operands);

/// True if a value of this kind means the same as an absent key (an emptied list or block, a zero
/// counter): a store may drop it when it compacts.
bool is_empty_value(MergeKind kind, std::string_view value);

}  // namespace entente::storage
