#pragma once

#include "query/syntax/grammar_tokens.hpp"

/// Value expressions. Operators are read as a flat list; the builder resolves precedence with the
/// table of operators.hpp. Beginnings are factored: `[` starts one rule whatever it turns out to
/// be, and where two readings share a beginning, a bracket scan decides before anything is parsed.
namespace entente::query::grammar {

struct expression;
struct query;
struct relationships_pattern;
struct graph_pattern;
struct matched_pattern;
struct where_clause;
struct anonymous_path;

// ---- Literals and atoms -------------------------------------------------------------------

/// BooleanLiteral, NULL
struct true_literal : keyword<Keyword::true_> {};
struct false_literal : keyword<Keyword::false_> {};
struct null_literal : keyword<Keyword::null> {};

/// Variable = SymbolicName
struct variable_reference : variable_name {
  static constexpr Expected expected{ExpectedKind::operand, "a variable"};
};

/// MapEntry = PropertyKeyName ':' Expression
struct map_entry : seq<property_key_name, _, colon, _, expression> {};
/// MapLiteral = '{' [MapEntry {',' MapEntry}] '}'
struct map_entries : nested<true, comma_list<map_entry>> {};
struct map_literal : seq<left_brace, _, opt<map_entries, _>, right_brace> {};

/// ListLiteral       = '[' [Expression {',' Expression}] ']'
/// ListComprehension = '[' Variable IN Expression [WHERE Expression] ['|' Expression] ']'
/// PatternComprehension = '[' [Variable '='] RelationshipsPattern [WHERE Expression] '|' Expression
/// ']' One rule for the three: the builder tells them apart by the first expression.
struct comprehension_predicate : seq<keyword<Keyword::where>, _, nested<false, expression>> {};
struct comprehension_projection : seq<bar, _, nested<true, expression>> {};
struct more_items : plus<comma, _, nested<true, expression>, _> {};
struct list_rest
    : sor<more_items, seq<opt<comprehension_predicate, _>, opt<comprehension_projection, _>>> {};
struct list_expression
    : seq<left_bracket, _, opt<nested<false, expression>, _, list_rest>, right_bracket> {};

/// ParenthesizedExpression = '(' Expression ')'
struct parenthesized_expression
    : seq<left_parenthesis, _, nested<true, expression>, _, right_parenthesis> {};

/// RelationshipsPattern used as a predicate.
struct pattern_predicate : seq<relationships_pattern> {};

/// CaseExpression = CASE [Expression] (WHEN CaseTests THEN Expression)+ [ELSE Expression] END
/// CaseTests = CaseTest {',' CaseTest}; CaseTest = Expression | operator operand
/// The second form of a test leaves out its left operand, the subject.
struct case_subject;
struct case_condition;
struct case_test : sor<case_condition, expression> {};
struct case_branch : seq<keyword<Keyword::when>, _, comma_list<case_test>, _,
                         keyword<Keyword::then>, _, expression> {};
struct case_else : seq<keyword<Keyword::else_>, _, expression> {};
struct case_body : seq<opt<case_subject, _>, plus<case_branch, _>, opt<case_else, _>> {};
struct case_expression
    : seq<keyword<Keyword::case_>, _, nested<true, case_body>, keyword<Keyword::end>> {};

/// A look-ahead decides and is final: were the other reading tried after a failure, each level of
/// nesting would be parsed twice.
template <class Ahead, class Then, class Else>
using decided = tao::pegtl::if_then_else<Ahead, Then, Else>;

/// FilterExpression = Variable IN Expression [WHERE Expression]
struct filter_expression : seq<new_variable, _, keyword<Keyword::in>, _, expression,
                               opt<_, keyword<Keyword::where>, _, expression>> {};
/// Quantifier = (ALL | ANY | NONE | SINGLE) '(' FilterExpression ')'
struct quantifier_word : sor<keyword<Keyword::all>, keyword<Keyword::any>, keyword<Keyword::none>,
                             keyword<Keyword::single>> {};
struct quantifier_expression : seq<quantifier_word, _, left_parenthesis, _,
                                   nested<true, filter_expression>, _, right_parenthesis> {};

/// Reduce = reduce '(' Variable '=' Expression ',' Variable IN Expression '|' Expression ')'
struct reduce_body
    : seq<new_variable, _, equals, _, expression, _, comma, _, new_variable, _,
          keyword<Keyword::in>, _, nested<false, expression>, _, bar, _, expression> {};
struct reduce_expression : seq<keyword<Keyword::reduce>, _, left_parenthesis, _,
                               nested<true, reduce_body>, _, right_parenthesis> {};

/// AllReduce = allReduce '(' Variable '=' Expression ',' Variable IN Expression '|' Expression
///             ',' Expression ')'
struct all_reduce_expression
    : seq<keyword<Keyword::all_reduce>, _, left_parenthesis, _,
          nested<true, seq<reduce_body, _, comma, _, expression>>, _, right_parenthesis> {};

/// Trim = trim '(' [TrimSide] [[Expression] FROM] Expression ')'
/// TrimSide = LEADING | TRAILING | BOTH
/// Without these words it is a function like any other.
struct trim_side
    : sor<keyword<Keyword::leading>, keyword<Keyword::trailing>, keyword<Keyword::both>> {};
struct trim_from : seq<keyword<Keyword::from>, _, expression> {};
struct trim_arguments
    : seq<expression, opt<_, sor<trim_from, plus<seq<comma, _, expression, _>>>>> {};
struct trim_body
    : decided<ahead<trim_side_ahead>,
              seq<trim_side, _, opt<not_at<ahead<trim_from_ahead>>, expression, _>, trim_from>,
              decided<ahead<trim_from_ahead>, trim_from, trim_arguments>> {};
struct trim_call : seq<keyword<Keyword::trim>, _, left_parenthesis, _,
                       opt<nested<true, trim_body>, _>, right_parenthesis> {};

/// ShortestPathPattern = (shortestPath | allShortestPaths) '(' PatternElement ')'
struct all_shortest_paths_word : keyword<Keyword::all_shortest_paths> {};
struct shortest_path_word : sor<all_shortest_paths_word, keyword<Keyword::shortest_path>> {};
struct shortest_path_pattern : seq<shortest_path_word, _, left_parenthesis, _,
                                   nested<true, anonymous_path>, _, right_parenthesis> {};
struct shortest_path_expression : shortest_path_pattern {};

/// Subquery = (EXISTS | COUNT | COLLECT) '{' (RegularQuery | Pattern [Where]) '}'
struct pattern_query : seq<ahead<graph_pattern_ahead>, matched_pattern, opt<_, where_clause>> {};
struct subquery_word
    : sor<keyword<Keyword::exists>, keyword<Keyword::count>, keyword<Keyword::collect>> {};
struct subquery_expression : seq<subquery_word, _, left_brace, _,
                                 nested<true, sor<pattern_query, query>>, _, right_brace> {};

/// FunctionInvocation = FunctionName '(' ('*' | [DISTINCT | ALL] [Expression {',' Expression}]) ')'
struct distinct_flag : keyword<Keyword::distinct> {};
struct all_flag : seq<keyword<Keyword::all>, _, not_at<left_parenthesis>> {};
struct star_argument : star_sign {};
struct arguments
    : seq<opt<sor<distinct_flag, all_flag>, _>, opt<nested<true, comma_list<expression>>, _>> {};
struct function_call : seq<function_name, _, left_parenthesis, _,
                           sor<seq<star_argument, _>, arguments>, right_parenthesis> {};

/// MapProjection = Variable '{' [MapProjectionItem {',' MapProjectionItem}] '}'
/// MapProjectionItem = '.' PropertyKeyName | '.' '*' | MapEntry | Variable
struct dot : token<'.'> {};
struct projected_all : seq<dot, _, star_sign> {};
struct projected_property : seq<dot, _, property_key_name> {};
struct projected_variable : variable_name {};
struct projection_element : sor<projected_all, projected_property, map_entry, projected_variable> {
};
struct map_projection : seq<variable_reference, _, left_brace, _,
                            opt<nested<true, comma_list<projection_element>>, _>, right_brace> {};

/// Look-aheads for words that are no reserved words but begin an atom of their own.
template <Keyword K, char Bracket>
struct word_and_bracket {
  using rule_t = word_and_bracket;
  using subs_t = empty_list;
  template <class ParseInput>
  static bool match(ParseInput& in) {
    const std::string_view rest = rest_of(in);
    const std::size_t length = match_word(rest, spelling_of(K));
    if (length == 0) return false;
    const std::size_t next = scan_gap(rest, length);
    return next < rest.size() && rest[next] == Bracket;
  }
};
template <Keyword... K>
struct call_of : sor<word_and_bracket<K, '('>...> {};

/// `(` begins a pattern or a parenthesised expression. The parser's state knows the brackets.
struct pattern_ahead {
  using rule_t = pattern_ahead;
  using subs_t = empty_list;
  template <apply_mode A, rewind_mode M, template <class...> class Action,
            template <class...> class Control, class ParseInput, class State>
  static bool match(ParseInput& in, State& state) {
    return state.relationship_pattern_ahead(in.current());
  }
};
struct parenthesis_atom : decided<pattern_ahead, pattern_predicate, parenthesized_expression> {};
struct simple_atom : sor<true_literal, false_literal, null_literal, case_expression,
                         variable_reference, number_literal, string_literal, parameter,
                         parenthesis_atom, list_expression, map_literal> {};

struct named_atom : decided<ahead<map_projection_ahead>, map_projection,
                            decided<ahead<function_call_ahead>, function_call, simple_atom>> {};
struct called_atom
    : decided<call_of<Keyword::shortest_path, Keyword::all_shortest_paths>,
              shortest_path_expression,
              decided<call_of<Keyword::trim>, trim_call,
                      decided<call_of<Keyword::all_reduce>, all_reduce_expression, named_atom>>> {};
struct atom : decided<ahead<subquery_ahead>, subquery_expression,
                      decided<call_of<Keyword::all, Keyword::any, Keyword::none, Keyword::single>,
                              quantifier_expression,
                              decided<call_of<Keyword::reduce>, reduce_expression, called_atom>>> {
};

// ---- Postfix ------------------------------------------------------------------------------

/// PropertyLookup = '.' PropertyKeyName
struct single_dot {
  using rule_t = single_dot;
  using subs_t = empty_list;
  static constexpr Expected expected{ExpectedKind::punctuation, "'.'"};
  template <class ParseInput>
  static bool match(ParseInput& in) {
    const std::string_view rest = rest_of(in);
    if (!rest.starts_with('.') || rest.starts_with("..")) return false;
    in.bump(1);
    return true;
  }
};
struct property_lookup : seq<single_dot, _, property_key_name> {};
/// ListOperator = '[' Expression ']' | '[' [Expression] '..' [Expression] ']'
struct slice_sign : double_dot {};
struct upper_bound : seq<slice_sign, _, opt<expression, _>> {};
struct index_body : sor<upper_bound, seq<expression, _, opt<upper_bound>>> {};
struct subscript : seq<left_bracket, _, nested<true, index_body>, right_bracket> {};
struct postfix : sor<property_lookup, subscript> {};

/// LabelExpression = LabelTerm {('|' [':'] | '&' | ':') LabelTerm}
/// LabelTerm = '!'* (LabelName | '%' | '(' LabelExpression ')' | DynamicLabel)
/// Or is the rule for '|': in expressions it may belong to an enclosing comprehension.
struct label_or : seq<bar, opt<_, colon>> {};
struct tested_label_or : seq<allowed_bar, opt<_, colon>> {};
struct label_and : sor<token<'&'>, colon> {};
struct label_not : token<'!'> {};
struct label_wildcard : token<'%'> {};
/// DynamicLabel = '$' [ALL | ANY] '(' Expression ')'
struct dynamic_any_flag : keyword<Keyword::any> {};
struct dynamic_label : seq<token<'$'>, _, opt<sor<dynamic_any_flag, keyword<Keyword::all>>, _>,
                           left_parenthesis, _, nested<true, expression>, _, right_parenthesis> {};
template <class Name, class Group>
struct label_term : seq<star<label_not, _>, sor<Name, label_wildcard, Group, dynamic_label>> {};
template <class Name, class Or, class Group>
struct label_terms
    : seq<label_term<Name, Group>, star<_, sor<Or, label_and>, _, label_term<Name, Group>>> {};
struct label_group;
struct relationship_type_group;
struct label_expression : label_terms<label_name, label_or, label_group> {};
struct relationship_type_expression
    : label_terms<relationship_type_name, label_or, relationship_type_group> {};
struct tested_labels : label_terms<label_name, tested_label_or, label_group> {};
struct label_group
    : seq<left_parenthesis, _, nested<true, label_terms<label_name, label_or, label_group>>, _,
          right_parenthesis> {};
struct relationship_type_group
    : seq<left_parenthesis, _,
          nested<true, label_terms<relationship_type_name, label_or, relationship_type_group>>, _,
          right_parenthesis> {};

/// NodeLabels after an operand: a label test.
struct label_test : seq<colon, _, tested_labels> {};
struct operand_suffix : seq<star<_, postfix>, opt<_, label_test>> {};
struct operand : seq<atom, operand_suffix> {};

// ---- Operators ----------------------------------------------------------------------------

struct prefix_not : keyword<Keyword::not_> {};
struct prefix_minus : token<'-'> {};
struct prefix_plus : token<'+'> {};
struct prefix_sign : sor<prefix_minus, prefix_plus> {};
struct prefixed_operand : seq<star<prefix_not, _>, star<prefix_sign, _>, operand> {};

struct operator_or : keyword<Keyword::or_> {};
struct operator_xor : keyword<Keyword::xor_> {};
struct operator_and : keyword<Keyword::and_> {};
struct operator_equal : token<'='> {};
struct operator_not_equal : token<'<', '>'> {};
struct operator_less_equal : token<'<', '='> {};
struct operator_less : token<'<'> {};
struct operator_greater_equal : token<'>', '='> {};
struct operator_greater : token<'>'> {};
struct operator_regex : token<'=', '~'> {};
struct operator_starts_with : keywords<Keyword::starts, Keyword::with> {};
struct operator_ends_with : keywords<Keyword::ends, Keyword::with> {};
struct operator_contains : keyword<Keyword::contains> {};
struct operator_in : keyword<Keyword::in> {};
struct operator_concatenate : token<'|', '|'> {};
struct operator_add : token<'+'> {};
struct operator_subtract : token<'-'> {};
struct operator_multiply : token<'*'> {};
struct operator_divide : token<'/'> {};
struct operator_modulo : token<'%'> {};
struct operator_power : token<'^'> {};
/// Operators that give a truth value, so that they may begin a test of CASE.
struct comparing_operator
    : sor<operator_regex, operator_equal, operator_not_equal, operator_less_equal, operator_less,
          operator_greater_equal, operator_greater, operator_in, operator_contains,
          operator_starts_with, operator_ends_with> {};
struct binary_operator : sor<operator_and, operator_or, comparing_operator, operator_add,
                             operator_subtract, operator_multiply, operator_divide, operator_modulo,
                             operator_power, operator_concatenate, operator_xor> {};

/// ValueType = SingleType {'|' SingleType}
/// SingleType = word [word] ['<' ValueType '>'] [NOT NULL] {(LIST | ARRAY) [NOT NULL]}
/// The words TIME and TIMESTAMP may be followed by (WITH | WITHOUT) (TIME ZONE | TIMEZONE).
struct type_word : scanned<scan_plain_name> {
  static constexpr Expected expected{ExpectedKind::type, "a type"};
};
struct type_prefix
    : seq<sor<keyword<Keyword::local>, keyword<Keyword::zoned>, keyword<Keyword::signed_>,
              keyword<Keyword::property>, keywords<Keyword::any, Keyword::property>>,
          _> {};
struct value_type;
struct type_argument : seq<_, token<'<'>, _, nested<true, value_type>, _, token<'>'>> {};
struct not_null : seq<_, keywords<Keyword::not_, Keyword::null>> {};
struct type_zone : seq<_, sor<keyword<Keyword::with>, keyword<Keyword::without>>, _,
                       sor<keyword<Keyword::timezone>, keywords<Keyword::time, Keyword::zone>>> {};
struct type_list_suffix
    : seq<_, sor<keyword<Keyword::list>, keyword<Keyword::array>>, opt<not_null>> {};
struct single_type : seq<opt<type_prefix>, type_word, opt<sor<type_argument, type_zone>>,
                         opt<not_null>, star<type_list_suffix>> {};
struct value_type : seq<single_type, star<_, allowed_bar, _, single_type>> {};

/// NullPredicate = IS [NOT] NULL; value type predicate = [IS [NOT]] (TYPED | '::') ValueType;
/// normal form predicate = IS [NOT] [NFC | NFD | NFKC | NFKD] NORMALIZED;
/// label predicate = IS [NOT] LabelExpression
struct not_flag : keyword<Keyword::not_> {};
struct null_test : keyword<Keyword::null> {};
struct typed_sign : sor<token<':', ':'>, keyword<Keyword::typed>> {};
struct type_test : seq<typed_sign, _, value_type> {};
struct normal_form : sor<keyword<Keyword::nfc>, keyword<Keyword::nfd>, keyword<Keyword::nfkc>,
                         keyword<Keyword::nfkd>> {};
struct normalized_test
    : seq<ahead<normalized_ahead>, opt<normal_form, _>, keyword<Keyword::normalized>> {};
struct is_label_test : tested_labels {};
struct word_test : seq<keyword<Keyword::is>, _, opt<not_flag, _>,
                       sor<null_test, type_test, normalized_test, is_label_test>> {};
struct bare_type_test : seq<token<':', ':'>, _, value_type> {};
struct is_test : sor<word_test, bare_type_test> {};

struct binary_operation : seq<binary_operator, _, prefixed_operand> {};
struct operation : sor<is_test, binary_operation> {};

/// Expression as a flat list: operand {operator operand}
struct flat_expression : seq<prefixed_operand, star<_, operation>> {};
struct expression : flat_expression {};
struct case_subject : flat_expression {};
struct comparing_operation : seq<comparing_operator, _, prefixed_operand> {};
struct case_condition : seq<sor<is_test, comparing_operation>, star<_, operation>> {};

}  // namespace entente::query::grammar
