#include "query/syntax/syntax_tree.hpp"

#include <array>

namespace entente::query {

std::string_view to_string(SyntaxKind kind) {
  static constexpr std::array names = {
#define SYNTAX_KIND(name) std::string_view(#name),
#include "query/syntax/syntax_kinds.def"
#undef SYNTAX_KIND
  };
  return names[static_cast<std::size_t>(kind)];
}

SyntaxRef SyntaxRef::child(SyntaxKind kind) const {
  for (const SyntaxRef candidate : children()) {
    if (candidate.kind() == kind) return candidate;
  }
  return {};
}

}  // namespace entente::query
