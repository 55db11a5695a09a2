#pragma once

#include <memory>
#include <string_view>

#include "entente/result.hpp"

namespace entente::query {

/// A compiled regular expression, in RE2's syntax: Java's without look-around and back-references,
/// in exchange for time linear in the text whatever the pattern. Immutable and thread-safe.
class RegularExpression {
 public:
  /// ArgumentError / InvalidRegularExpression if the pattern is wrong or too large.
  static Result<std::shared_ptr<const RegularExpression>> compile(std::string_view pattern);
  virtual ~RegularExpression() = default;
  /// True if the whole text matches.
  [[nodiscard]] virtual bool matches(std::string_view text) const = 0;
};

}  // namespace entente::query
