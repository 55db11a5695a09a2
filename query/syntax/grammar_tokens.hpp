#pragma once

#include <tao/pegtl.hpp>

#include "query/syntax/expected.hpp"
#include "query/syntax/keywords.hpp"
#include "query/syntax/scan.hpp"

/// Rules only: no actions, no tree types. A rule owns the gaps inside it, never one before or
/// behind it. Tokens are scanned by the functions of scan.hpp and carry what an error message or
/// the completer calls them (`expected`); look-aheads carry nothing, so that they leave no trace.
namespace entente::query::grammar {

using tao::pegtl::apply_mode;
using tao::pegtl::empty_list;
using tao::pegtl::not_at;
using tao::pegtl::opt;
using tao::pegtl::plus;
using tao::pegtl::rewind_mode;
using tao::pegtl::seq;
using tao::pegtl::sor;
using tao::pegtl::star;
using tao::pegtl::type_list;

/// The rest of the input as text for the scanners.
template <class ParseInput>
std::string_view rest_of(const ParseInput& in) {
  return {in.current(), static_cast<std::size_t>(in.end() - in.current())};
}

/// Base of tokens that one scanner recognises.
template <std::size_t (*Scan)(std::string_view, std::size_t)>
struct scanned {
  using rule_t = scanned;
  using subs_t = empty_list;
  template <class ParseInput>
  static bool match(ParseInput& in) {
    const std::size_t length = Scan(rest_of(in), 0);
    in.bump(length);
    return length != 0;
  }
};

/// Base of look-aheads: succeeds without moving.
template <bool (*Test)(std::string_view, std::size_t)>
struct ahead {
  using rule_t = ahead;
  using subs_t = empty_list;
  template <class ParseInput>
  static bool match(ParseInput& in) {
    return Test(rest_of(in), 0);
  }
};

/// SP: blanks and comments, possibly none.
struct _ {
  using rule_t = _;
  using subs_t = empty_list;
  template <class ParseInput>
  static bool match(ParseInput& in) {
    in.bump(scan_gap(rest_of(in), 0));
    return true;
  }
};

/// End of the text.
struct end_of_text {
  using rule_t = end_of_text;
  using subs_t = empty_list;
  static constexpr Expected expected{ExpectedKind::end, "the end of the statement"};
  template <class ParseInput>
  static bool match(ParseInput& in) {
    return in.empty();
  }
};

/// A keyword in any case, not followed by a name character.
template <Keyword K>
struct keyword {
  using rule_t = keyword;
  using subs_t = empty_list;
  static constexpr Expected expected{ExpectedKind::keyword, spelling_of(K)};
  template <class ParseInput>
  static bool match(ParseInput& in) {
    const std::size_t length = match_word(rest_of(in), spelling_of(K));
    in.bump(length);
    return length != 0;
  }
};

/// Two or more keywords with gaps between them.
template <Keyword First, Keyword... Rest>
struct keywords : seq<keyword<First>, seq<_, keyword<Rest>>...> {};

/// Look-ahead: one of the words comes next.
template <Keyword... K>
struct next_word {
  using rule_t = next_word;
  using subs_t = empty_list;
  template <class ParseInput>
  static bool match(ParseInput& in) {
    const std::string_view rest = rest_of(in);
    return ((match_word(rest, spelling_of(K)) != 0) || ...);
  }
};

/// Punctuation, and its quoted spelling for messages.
template <char... C>
struct token {
  using rule_t = token;
  using subs_t = empty_list;
  static constexpr char quoted[] = {'\'', C..., '\'', '\0'};
  static constexpr Expected expected{ExpectedKind::punctuation,
                                     std::string_view(quoted, sizeof...(C) + 2)};
  template <class ParseInput>
  static bool match(ParseInput& in) {
    // Character by character: a comparison of one or two is not worth a call.
    const std::string_view rest = rest_of(in);
    if (rest.size() < sizeof...(C)) return false;
    std::size_t i = 0;
    const bool found = ((rest[i++] == C) && ...);
    if (found) in.bump(sizeof...(C));
    return found;
  }
};

struct comma : token<','> {};
struct left_parenthesis : token<'('> {};
struct right_parenthesis : token<')'> {};
struct left_bracket : token<'['> {};
struct right_bracket : token<']'> {};
struct left_brace : token<'{'> {};
struct right_brace : token<'}'> {};
struct colon : token<':'> {};
struct bar : token<'|'> {};
struct equals : token<'='> {};
struct double_dot : token<'.', '.'> {};
struct star_sign : token<'*'> {};

/// rule (',' rule)*
template <class Rule>
struct comma_list : seq<Rule, star<_, comma, _, Rule>> {};

/// SymbolicName used as a variable: not a reserved word unless in backquotes.
struct variable_name : scanned<scan_variable_name> {
  static constexpr Expected expected{ExpectedKind::variable, "a variable"};
};
/// A variable that is introduced here, so that no existing one need be offered.
struct new_variable : scanned<scan_variable_name> {
  static constexpr Expected expected{ExpectedKind::new_variable, "a variable"};
};
/// SchemaName: any word, for labels, relationship types and property keys.
struct label_name : scanned<scan_name> {
  static constexpr Expected expected{ExpectedKind::label, "a label"};
};
struct relationship_type_name : scanned<scan_name> {
  static constexpr Expected expected{ExpectedKind::relationship_type, "a relationship type"};
};
struct property_key_name : scanned<scan_name> {
  static constexpr Expected expected{ExpectedKind::property_key, "a property key"};
};
/// Name of an index or a constraint.
struct schema_name : scanned<scan_name> {
  static constexpr Expected expected{ExpectedKind::schema_name, "a name"};
};
/// FunctionName = Namespace SymbolicName
struct function_name : scanned<scan_dotted_name> {
  static constexpr Expected expected{ExpectedKind::function, "a function"};
};
/// ProcedureName = Namespace SymbolicName
struct procedure_name : scanned<scan_dotted_name> {
  static constexpr Expected expected{ExpectedKind::procedure, "a procedure"};
};
struct yield_column : scanned<scan_name> {
  static constexpr Expected expected{ExpectedKind::result_column, "a result column"};
};
/// Parameter = '$' (SymbolicName | DecimalInteger)
struct parameter : scanned<scan_parameter> {
  static constexpr Expected expected{ExpectedKind::parameter, "a parameter"};
};
/// NumberLiteral; the builder decides whether it is a well-formed one.
struct number_literal : scanned<scan_number> {
  static constexpr Expected expected{ExpectedKind::number, "a number"};
};
/// StringLiteral; the builder decodes the escapes.
struct string_literal : scanned<scan_string> {
  static constexpr Expected expected{ExpectedKind::string, "a string"};
};

/// R one nesting level deeper; a label test in it may (BarAllowed) or may not contain '|', which
/// separates the parts of the comprehension around it otherwise. Implemented where the state is
/// known: the parser's state has enter(), leave() and bar_allowed.
template <bool BarAllowed, class R>
struct nested {
  using rule_t = nested;
  using subs_t = type_list<R>;
  template <apply_mode A, rewind_mode M, template <class...> class Action,
            template <class...> class Control, class ParseInput, class State>
  static bool match(ParseInput& in, State& state) {
    const bool outer_bar = state.enter(in.current(), BarAllowed);
    const bool matched = Control<R>::template match<A, M, Action, Control>(in, state);
    state.leave(outer_bar);
    return matched;
  }
};

/// '|' where a label test or a type may contain it. Not the beginning of '||'.
struct allowed_bar {
  using rule_t = allowed_bar;
  using subs_t = empty_list;
  template <apply_mode A, rewind_mode M, template <class...> class Action,
            template <class...> class Control, class ParseInput, class State>
  static bool match(ParseInput& in, State& state) {
    const std::string_view rest = rest_of(in);
    if (!state.bar_allowed() || !rest.starts_with('|') || rest.starts_with("||")) return false;
    in.bump(1);
    return true;
  }
};

}  // namespace entente::query::grammar
