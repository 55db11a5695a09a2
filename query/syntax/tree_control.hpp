#pragma once

#include <tao/pegtl.hpp>

#include "query/syntax/grammar_statements.hpp"
#include "query/syntax/parse_state.hpp"

namespace entente::query {

/// The node kind of a rule, if it has one.
template <class Rule>
inline constexpr int kind_of = -1;
#define SYNTAX_KIND(name) \
  template <>             \
  inline constexpr int kind_of<grammar::name> = static_cast<int>(SyntaxKind::name);
#include "query/syntax/syntax_kinds.def"
#undef SYNTAX_KIND

/// Rules of the same kind under different types.
template <>
inline constexpr int kind_of<grammar::tested_label_or> = static_cast<int>(SyntaxKind::label_or);
template <>
inline constexpr int kind_of<grammar::bare_type_test> = static_cast<int>(SyntaxKind::type_test);
template <>
inline constexpr int kind_of<grammar::relationship_type_group> =
    static_cast<int>(SyntaxKind::label_group);

/// Composite rules that speak for their parts in messages. No text: they are passed over.
struct GroupName {
  bool grouped = false;
  Expected expected{ExpectedKind::group, ""};
};
template <class Rule>
inline constexpr GroupName group_of = {};
#define GRAMMAR_GROUP(rule, text) \
  template <>                     \
  inline constexpr GroupName group_of<grammar::rule> = {true, {ExpectedKind::group, text}};
GRAMMAR_GROUP(expression, "an expression")
GRAMMAR_GROUP(prefixed_operand, "an expression")
GRAMMAR_GROUP(atom, "an expression")
GRAMMAR_GROUP(operation, "an operator")
GRAMMAR_GROUP(label_test, "")
GRAMMAR_GROUP(postfix, "")
GRAMMAR_GROUP(quantifier, "")
GRAMMAR_GROUP(properties, "")
GRAMMAR_GROUP(path_pattern, "a pattern")
GRAMMAR_GROUP(path_step, "a relationship")
GRAMMAR_GROUP(relationship_pattern, "a relationship")
GRAMMAR_GROUP(show_object, "INDEXES, CONSTRAINTS, FUNCTIONS or PROCEDURES")
GRAMMAR_GROUP(clause, "a clause")
GRAMMAR_GROUP(statement_body, "a clause")
GRAMMAR_GROUP(preamble, "")
GRAMMAR_GROUP(semicolon, "")
#undef GRAMMAR_GROUP

/// PEGTL's hooks: called only for rules that become nodes, tokens with a name, and groups.
template <class Rule>
struct TreeControl : tao::pegtl::normal<Rule> {
  static constexpr bool is_token = requires { Rule::expected; };
  static constexpr bool is_leaf = is_token && kind_of<Rule> >= 0;
  static constexpr bool is_node = !is_token && kind_of<Rule> >= 0;
  static constexpr bool is_group = group_of<Rule>.grouped;
  static constexpr bool enable = is_node || is_token || is_group;

  template <class ParseInput>
  static void start(const ParseInput& in, ParseState& state) {
    state.count_step();
    if constexpr (is_group) state.open_group(in.current());
    if constexpr (is_leaf) state.begin_leaf(in.current());
    if constexpr (is_node) state.open(static_cast<SyntaxKind>(kind_of<Rule>), in.current());
  }
  template <class ParseInput>
  static void success(const ParseInput& in, ParseState& state) {
    if constexpr (is_leaf) state.add_leaf(static_cast<SyntaxKind>(kind_of<Rule>), in.current());
    if constexpr (is_node) state.close(in.current());
    if constexpr (is_group) state.close_group();
  }
  template <class ParseInput>
  static void failure(const ParseInput& in, ParseState& state) {
    if constexpr (is_token) state.expect(in.current(), &Rule::expected);
    if constexpr (is_node) state.abandon();
    if constexpr (is_group) {
      constexpr const Expected* name = &group_of<Rule>.expected;
      state.fail_group(name->text.empty() ? nullptr : name);
    }
  }
};

}  // namespace entente::query
