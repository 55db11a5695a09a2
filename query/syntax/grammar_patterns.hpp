#pragma once

#include "query/syntax/grammar_expressions.hpp"

/// Graph patterns: nodes, relationships, paths, and their quantifiers.
namespace entente::query::grammar {

struct where_clause : seq<keyword<Keyword::where>, _, expression> {};

/// Properties = MapLiteral | Parameter
struct properties : sor<map_literal, parameter> {};
struct inline_where : seq<keyword<Keyword::where>, _, expression> {};
struct is_or_colon : sor<colon, keyword<Keyword::is>> {};
struct bound_variable : new_variable {
  static constexpr Expected expected{ExpectedKind::variable, "a variable"};
};

/// NodePattern = '(' [Variable] [(':' | IS) LabelExpression] [Properties] [WHERE Expression] ')'
struct node_labels : seq<is_or_colon, _, label_expression> {};
struct node_body
    : seq<opt<bound_variable, _>, opt<node_labels, _>, opt<properties, _>, opt<inline_where, _>> {};
struct node_pattern : seq<left_parenthesis, _, nested<true, node_body>, right_parenthesis> {};

/// RangeLiteral = '*' [IntegerLiteral] ['..' [IntegerLiteral]]
/// Two mistakes are read as well, so that they can be named: a range without '*', and a minus.
struct length_bound : number_literal {};
struct negative_bound : seq<token<'-'>, _, number_literal> {};
struct any_bound : sor<length_bound, negative_bound> {};
struct length_to : seq<double_dot, _, opt<any_bound, _>> {};
struct length_range : seq<opt<any_bound, _>, opt<length_to>> {};
struct path_length : seq<star_sign, _, length_range> {};
struct length_without_star : seq<ahead<range_ahead>, length_range> {};

/// RelationshipDetail = '[' [Variable] [(':' | IS) Types] [RangeLiteral] [Properties] [WHERE …] ']'
struct relationship_types : seq<is_or_colon, _, relationship_type_expression> {};
struct relationship_body
    : seq<opt<bound_variable, _>, opt<relationship_types, _>,
          opt<sor<path_length, length_without_star>, _>, opt<properties, _>, opt<inline_where, _>> {
};
struct relationship_detail : seq<left_bracket, _, nested<true, relationship_body>, right_bracket> {
};

struct dash : scanned<scan_dash> {
  static constexpr Expected expected{ExpectedKind::punctuation, "'-'"};
};
struct left_arrow_head : scanned<scan_left_arrow_head> {
  static constexpr Expected expected{ExpectedKind::punctuation, "'<-'"};
};
struct right_arrow_head : scanned<scan_right_arrow_head> {
  static constexpr Expected expected{ExpectedKind::punctuation, "'->'"};
};

/// Quantifier = '+' | '*' | '{' n '}' | '{' [n] ',' [m] '}'
struct quantifier_plus : token<'+'> {};
struct quantifier_star : star_sign {};
struct quantifier_comma : comma {};
struct quantifier_range : seq<left_brace, _, opt<length_bound, _>,
                              opt<quantifier_comma, _, opt<length_bound, _>>, right_brace> {};
struct quantifier : sor<quantifier_plus, quantifier_star, quantifier_range> {};

/// RelationshipPattern = ['<'] '-' [RelationshipDetail] '-' ['>'] [Quantifier]
struct relationship_pattern : seq<opt<left_arrow_head, _>, dash, _, opt<relationship_detail, _>,
                                  dash, opt<_, right_arrow_head>> {};
struct quantified_relationship : seq<relationship_pattern, opt<_, quantifier>> {};

/// RelationshipsPattern = NodePattern {RelationshipPattern NodePattern}+
struct relationships_pattern : seq<node_pattern, plus<_, relationship_pattern, _, node_pattern>> {};

/// ParenthesizedPath = '(' [Variable '='] PathPattern [WHERE Expression] ')' [Quantifier]
struct path_variable : seq<ahead<path_variable_ahead>, new_variable, _, equals> {};
struct path_body : seq<opt<path_variable, _>, anonymous_path, _, opt<inline_where, _>> {};
struct parenthesized_path : seq<ahead<parenthesized_path_ahead>, left_parenthesis, _,
                                nested<true, path_body>, right_parenthesis, opt<_, quantifier>> {};

/// PatternElement = PathPrimary {[RelationshipPattern] PathPrimary}
struct path_primary : sor<parenthesized_path, node_pattern> {};
struct path_step : sor<seq<quantified_relationship, _, path_primary>, path_primary> {};
struct anonymous_path : seq<path_primary, star<_, path_step>> {};

/// PathMode = WALK | TRAIL | ACYCLIC | SIMPLE
/// PathSearchPrefix = (SHORTEST k | ALL SHORTEST | ANY SHORTEST | ANY [k] | ALL) [PathMode] [PATHS]
///                  | SHORTEST [k] [PathMode] [PATHS] GROUPS | PathMode [PATHS]
struct path_mode : sor<keyword<Keyword::walk>, keyword<Keyword::trail>, keyword<Keyword::acyclic>,
                       keyword<Keyword::simple>> {};
struct path_word : sor<keyword<Keyword::paths>, keyword<Keyword::path>> {};
struct mode_and_word : seq<opt<_, path_mode>, opt<_, path_word>> {};
struct search_count : sor<number_literal, parameter> {};
struct groups_flag : sor<keyword<Keyword::groups>, keyword<Keyword::group>> {};
struct shortest_flag : keyword<Keyword::shortest> {};
struct search_shortest
    : seq<keyword<Keyword::shortest>, opt<_, search_count>, mode_and_word, opt<_, groups_flag>> {};
struct search_all : seq<keyword<Keyword::all>, opt<_, shortest_flag>, mode_and_word> {};
struct search_any
    : seq<keyword<Keyword::any>, opt<_, sor<shortest_flag, search_count>>, mode_and_word> {};
struct search_mode : seq<path_mode, opt<_, path_word>> {};
struct path_search : sor<search_shortest, search_all, search_any, search_mode> {};

/// PatternPart = [Variable '='] (ShortestPathPattern | [PathSearchPrefix] PatternElement)
struct path_pattern : seq<opt<path_variable, _>,
                          sor<shortest_path_pattern, seq<opt<path_search, _>, anonymous_path>>> {};

/// MatchMode = REPEATABLE (ELEMENTS | ELEMENT [BINDINGS])
///           | DIFFERENT (RELATIONSHIPS | RELATIONSHIP [BINDINGS])
struct bindings_word : opt<_, keyword<Keyword::bindings>> {};
struct repeatable_elements
    : seq<keyword<Keyword::repeatable>, _,
          sor<keyword<Keyword::elements>, seq<keyword<Keyword::element>, bindings_word>>> {};
struct different_relationships : seq<keyword<Keyword::different>, _,
                                     sor<keyword<Keyword::relationships>,
                                         seq<keyword<Keyword::relationship>, bindings_word>>> {};
struct match_mode
    : seq<ahead<match_mode_ahead>, sor<repeatable_elements, different_relationships>> {};
/// Pattern = PatternPart {',' PatternPart}
struct graph_pattern : comma_list<path_pattern> {};
/// MatchedPattern = [MatchMode] Pattern
struct matched_pattern : seq<opt<match_mode, _>, graph_pattern> {};

}  // namespace entente::query::grammar
