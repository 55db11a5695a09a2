#include "query/syntax/parser.hpp"

#include <algorithm>

#include "query/limits.hpp"
#include "query/syntax/syntax_error.hpp"
#include "query/syntax/tree_control.hpp"

namespace entente::query {
namespace {

/// Runs the grammar. The only place where PEGTL is instantiated; nothing it throws leaves it.
bool run_grammar(std::string_view text, ParseState& state) {
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> in(text.data(),
                                                               text.data() + text.size(), "");
  return tao::pegtl::parse<grammar::statement, tao::pegtl::nothing, TreeControl>(in, state);
}

std::vector<const Expected*> distinct(const std::vector<const Expected*>& all) {
  std::vector<const Expected*> result;
  for (const Expected* candidate : all) {
    const bool known = std::any_of(result.begin(), result.end(), [&](const Expected* e) {
      return e->kind == candidate->kind && e->text == candidate->text;
    });
    if (!known) result.push_back(candidate);
  }
  return result;
}

}  // namespace

Result<SyntaxTree> parse_syntax(std::string_view text) {
  if (text.size() > query_bytes_max) return query_too_long(text.size());
  if (const std::size_t bad = find_malformed_utf8(text); bad != std::string_view::npos) {
    return malformed_utf8(bad);
  }
  ParseState state(text, nesting_depth_max, false);
  try {
    if (!run_grammar(text, state)) {
      return unexpected_syntax(text, state.furthest(), distinct(state.expected()));
    }
  } catch (const NestingTooDeep& deep) {
    return nesting_too_deep(deep.offset);
  }
  return SyntaxTree{text, state.take_nodes()};
}

ParseTrace trace_parse(std::string_view text) {
  ParseState state(text, nesting_depth_max, true);
  ParseTrace trace;
  try {
    trace.complete = run_grammar(text, state);
  } catch (const NestingTooDeep&) {
    trace.too_deep = true;
  }
  trace.steps = state.steps();
  trace.furthest = state.furthest();
  trace.expected = distinct(state.expected());
  return trace;
}

}  // namespace entente::query
