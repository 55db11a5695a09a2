#include "query/syntax/bracket_index.hpp"

#include "query/syntax/scan.hpp"

namespace entente::query {
namespace {

struct OpenBracket {
  std::uint32_t at;
  char closing;
};

/// Behind a text, quoted name or comment at `at`, which may hide brackets; `at` if there is none,
/// npos if it is never closed.
std::size_t skip_opaque(std::string_view text, std::size_t at) {
  std::size_t behind = at;
  switch (text[at]) {
    case '\'':
    case '"': behind = scan_string(text, at); break;
    case '`': behind = scan_name(text, at); break;
    case '/':
      behind = scan_gap(text, at);
      if (behind == at && !text.substr(at).starts_with("/*")) return at;  // a division
      break;
    default: return at;
  }
  return behind == at ? std::string_view::npos : behind;
}

}  // namespace

std::size_t BracketIndex::behind(std::size_t at) {
  if (!built_) build();
  return behind_[at] == 0 ? at : behind_[at];
}

void BracketIndex::build() {
  built_ = true;
  behind_.assign(text_.size(), 0);
  std::vector<OpenBracket> open;
  for (std::size_t i = 0; i < text_.size();) {
    const char c = text_[i];
    if (c == '(' || c == '[' || c == '{') {
      open.push_back({static_cast<std::uint32_t>(i), c == '(' ? ')' : c == '[' ? ']' : '}'});
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty() || open.back().closing != c) {
        open.clear();
      } else {
        behind_[open.back().at] = static_cast<std::uint32_t>(i + 1);
        open.pop_back();
      }
    } else if (const std::size_t behind = skip_opaque(text_, i); behind != i) {
      if (behind == std::string_view::npos) return;
      i = behind;
      continue;
    }
    ++i;
  }
}

}  // namespace entente::query
