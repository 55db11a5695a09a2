#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
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
  /// The text with every match replaced. In the replacement `$1` and `${name}` stand for groups,
  /// `$0` for the match, and a backslash takes the next character as it is. ArgumentError /
  /// InvalidArgumentValue for a group that does not exist; `check_bytes` is asked, as the result
  /// grows, whether so many bytes may be used.
  [[nodiscard]] virtual Result<std::string> replace_all(
      std::string_view text, std::string_view replacement,
      const std::function<Status(std::size_t)>& check_bytes) const = 0;
};

}  // namespace entente::query
