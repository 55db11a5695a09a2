#include <string>

#include "entente/language.hpp"
#include "query/syntax/scan.hpp"

namespace entente {
namespace {

using query::scan_gap;
using query::scan_name;
using query::scan_string;

/// Where the scan of one statement ended.
struct Cut {
  std::size_t end;
  bool terminated;
  bool closed;
};

bool opens_comment(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("/*");
}

/// From the first character of a statement to its ';' or the end of the text.
Cut find_end(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    std::size_t behind = at;
    bool opaque = true;
    if (c == '\'' || c == '"') {
      behind = scan_string(text, at);
    } else if (c == '`') {
      behind = scan_name(text, at);
    } else if (c == '/') {
      behind = scan_gap(text, at);
      opaque = opens_comment(text, at);
    } else {
      opaque = false;
    }
    if (opaque && behind == at) return {text.size(), false, false};
    if (behind != at) {
      at = behind;
      continue;
    }
    if (c == ';') return {at, true, true};
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
    ++at;
  }
  return {text.size(), false, depth == 0};
}

std::size_t without_trailing_blanks(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin &&
         std::string_view(" \t\r\n\f\v").find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  return end;
}

}  // namespace

std::vector<StatementText> split_statements(std::string_view text) {
  std::vector<StatementText> statements;
  for (std::size_t at = scan_gap(text, 0); at < text.size();) {
    const Cut cut = find_end(text, at);
    const std::size_t end = without_trailing_blanks(text, at, cut.end);
    if (end > at) {
      statements.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                            cut.terminated,
                            cut.closed});
    }
    at = scan_gap(text, cut.end + (cut.terminated ? 1 : 0));
  }
  return statements;
}

}  // namespace entente
