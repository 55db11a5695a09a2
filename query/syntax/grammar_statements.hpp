#pragma once

#include "query/syntax/grammar_clauses.hpp"

/// Statements: queries and schema commands, EXPLAIN and PROFILE.
namespace entente::query::grammar {

struct if_not_exists : keywords<Keyword::if_, Keyword::not_, Keyword::exists> {};
struct if_exists : keywords<Keyword::if_, Keyword::exists> {};

/// PropertyOfVariable = Variable '.' PropertyKeyName
struct schema_variable : new_variable {};
struct schema_property : seq<schema_variable, _, single_dot, _, property_key_name> {};
struct property_tuple
    : seq<left_parenthesis, _, comma_list<schema_property>, _, right_parenthesis> {};

/// FOR (n:Label) | FOR ()-[r:TYPE]-(); several labels for full-text indexes, joined by '|'; none
/// for lookup indexes
struct schema_labels : seq<colon, _, label_name, star<_, bar, _, opt<colon, _>, label_name>> {};
struct schema_types : seq<colon, _, relationship_type_name,
                          star<_, bar, _, opt<colon, _>, relationship_type_name>> {};
struct schema_node
    : seq<left_parenthesis, _, schema_variable, _, opt<schema_labels, _>, right_parenthesis> {};
struct schema_relationship
    : seq<left_parenthesis, _, right_parenthesis, _, opt<left_arrow_head, _>, dash, _, left_bracket,
          _, schema_variable, _, opt<schema_types, _>, right_bracket, _, dash, _,
          opt<right_arrow_head, _>, left_parenthesis, _, right_parenthesis> {};
struct schema_entity : sor<schema_node, schema_relationship> {};
struct schema_for : seq<keyword<Keyword::for_>, _, schema_entity> {};

/// SchemaName = SymbolicName | Parameter; SchemaOptions = OPTIONS (MapLiteral | Parameter)
struct schema_name_or_parameter : sor<schema_name, parameter> {};
struct schema_options : seq<keyword<Keyword::options>, _, sor<map_literal, parameter>> {};

/// CREATE [type] INDEX [name] [IF NOT EXISTS] FOR entity ON (property, …) [SchemaOptions]
/// CREATE INDEX ON :Label(key, …)
/// CREATE FULLTEXT INDEX [name] [IF NOT EXISTS] FOR entity ON EACH [property, …] [SchemaOptions]
/// CREATE LOOKUP INDEX [name] [IF NOT EXISTS] FOR entity ON [EACH] (labels(n) | type(r))
struct range_flag : keyword<Keyword::range> {};
struct text_flag : keyword<Keyword::text> {};
struct point_flag : keyword<Keyword::point> {};
struct fulltext_flag : keyword<Keyword::fulltext> {};
struct lookup_flag : keyword<Keyword::lookup> {};
struct index_type : sor<range_flag, text_flag, point_flag, fulltext_flag, lookup_flag> {};
struct each_list : seq<left_bracket, _, comma_list<schema_property>, _, right_bracket> {};
struct labels_word : keyword<Keyword::labels> {};
struct lookup_function : seq<sor<labels_word, keyword<Keyword::type>>, _, left_parenthesis, _,
                             schema_variable, _, right_parenthesis> {};
struct lookup_ahead
    : seq<sor<word_and_bracket<Keyword::labels, '('>, word_and_bracket<Keyword::type, '('>>> {};
struct index_definition
    : seq<schema_for, _, keyword<Keyword::on>, _,
          sor<seq<keyword<Keyword::each>, _, sor<each_list, lookup_function>>,
              seq<lookup_ahead, lookup_function>, property_tuple, schema_property>> {};
struct old_index : seq<keyword<Keyword::on>, _, colon, _, label_name, _, left_parenthesis, _,
                       comma_list<property_key_name>, _, right_parenthesis> {};
struct schema_object_name : seq<ahead<schema_name_ahead>, schema_name_or_parameter> {};
struct name_and_guard : seq<opt<schema_object_name, _>, opt<if_not_exists, _>> {};
struct create_index
    : seq<opt<index_type, _>, keyword<Keyword::index>, _,
          sor<old_index, seq<name_and_guard, index_definition, opt<_, schema_options>>>> {};

/// CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR entity REQUIRE requirement [SchemaOptions]
/// CREATE CONSTRAINT [name] [IF NOT EXISTS] ON entity ASSERT requirement
/// requirement = properties IS [NODE | REL[ATIONSHIP]] (UNIQUE | KEY) | properties IS NOT NULL
///             | properties [IS] (:: | TYPED) type | exists(property)
struct node_word : keyword<Keyword::node> {};
struct relationship_word : sor<keyword<Keyword::relationship>, keyword<Keyword::rel>> {};
struct entity_word : sor<node_word, relationship_word> {};
struct is_unique : keyword<Keyword::unique> {};
struct is_key : keyword<Keyword::key> {};
struct is_not_null : keywords<Keyword::not_, Keyword::null> {};
struct required_kind
    : sor<seq<keyword<Keyword::is>, _,
              sor<seq<opt<entity_word, _>, sor<is_unique, is_key>>, is_not_null, type_test>>,
          bare_type_test> {};
struct required_exists
    : seq<keyword<Keyword::exists>, _, left_parenthesis, _, schema_property, _, right_parenthesis> {
};
struct requirement : sor<seq<call_of<Keyword::exists>, required_exists>,
                         seq<sor<property_tuple, schema_property>, _, required_kind>> {};
struct constraint_head : sor<keyword<Keyword::for_>, keyword<Keyword::on>> {};
struct constraint_word : sor<keyword<Keyword::require>, keyword<Keyword::assert_>> {};
struct constraint_definition
    : seq<constraint_head, _, schema_entity, _, constraint_word, _, requirement> {};
struct create_constraint : seq<keyword<Keyword::constraint>, _, name_and_guard,
                               constraint_definition, opt<_, schema_options>> {};

struct create_schema : seq<ahead<create_schema_ahead>, keyword<Keyword::create>, _,
                           sor<create_constraint, create_index>> {};

/// DROP INDEX name [IF EXISTS] | DROP INDEX ON :Label(key, …)
/// DROP CONSTRAINT name [IF EXISTS] | DROP CONSTRAINT ON entity ASSERT requirement
struct named_drop : seq<schema_name_or_parameter, opt<_, if_exists>> {};
struct drop_index : seq<keyword<Keyword::index>, _, sor<old_index, named_drop>> {};
struct old_drop_constraint
    : seq<keyword<Keyword::on>, _, schema_entity, _, keyword<Keyword::assert_>, _, requirement> {};
struct drop_constraint
    : seq<keyword<Keyword::constraint>, _, sor<old_drop_constraint, named_drop>> {};
struct drop_schema : seq<keyword<Keyword::drop>, _, sor<drop_index, drop_constraint>> {};

/// ShowIndexes = [ALL | type] INDEX[ES]
struct index_word : sor<keyword<Keyword::indexes>, keyword<Keyword::index>> {};
struct all_word : keyword<Keyword::all> {};
struct show_indexes : seq<opt<sor<all_word, index_type>, _>, index_word> {};
/// ShowConstraints = [ALL | [entity] ([PROPERTY] (UNIQUE[NESS] | EXIST[ENCE]) | PROPERTY TYPE |
/// KEY)]
///                   CONSTRAINT[S]
struct constraint_noun : sor<keyword<Keyword::constraints>, keyword<Keyword::constraint>> {};
struct unique_filter : sor<keyword<Keyword::uniqueness>, keyword<Keyword::unique>> {};
struct exists_filter : sor<keyword<Keyword::existence>, keyword<Keyword::exist>> {};
struct type_filter : keyword<Keyword::type> {};
struct property_filter
    : seq<keyword<Keyword::property>, _, sor<unique_filter, exists_filter, type_filter>> {};
struct constraint_filter
    : seq<opt<entity_word, _>, sor<property_filter, unique_filter, exists_filter, is_key>> {};
struct show_constraints : seq<opt<sor<all_word, constraint_filter>, _>, constraint_noun> {};
/// ShowFunctions = [ALL | BUILT IN | USER DEFINED] FUNCTION[S]; ShowProcedures = PROCEDURE[S]
struct function_noun : sor<keyword<Keyword::functions>, keyword<Keyword::function>> {};
struct built_in_flag : keywords<Keyword::built, Keyword::in> {};
struct user_defined_flag : keywords<Keyword::user, Keyword::defined> {};
struct show_functions
    : seq<opt<sor<all_word, built_in_flag, user_defined_flag>, _>, function_noun> {};
struct show_procedures : sor<keyword<Keyword::procedures>, keyword<Keyword::procedure>> {};
/// ShowRest = YIELD ('*' | columns) [Order] [Skip] [Limit] [Where] [Return] | Where
struct show_columns : sor<yield_star, comma_list<yield_item>> {};
struct show_yield : seq<keyword<Keyword::yield>, _, show_columns, opt<_, order_by>, opt<_, skip>,
                        opt<_, limit>, opt<_, where_clause>> {};
struct show_rest : sor<seq<show_yield, opt<_, return_clause>>, where_clause> {};
/// Show = SHOW (ShowIndexes | ShowConstraints | ShowFunctions | ShowProcedures) [ShowRest]
struct show_object : sor<show_indexes, show_constraints, show_functions, show_procedures> {};
struct show_schema : seq<keyword<Keyword::show>, _, show_object, opt<_, show_rest>> {};

struct schema_command : sor<create_schema, drop_schema, show_schema> {};

/// Preamble = {EXPLAIN | PROFILE | CYPHER [Version] {Name '=' Value}}
struct explain_flag : keyword<Keyword::explain> {};
struct profile_flag : keyword<Keyword::profile> {};
struct execution_mode : sor<explain_flag, profile_flag> {};
struct language_version : number_literal {};
struct option_name : scanned<scan_plain_name> {
  static constexpr Expected expected{ExpectedKind::schema_name, "an option"};
};
struct option_word : scanned<scan_plain_name> {
  static constexpr Expected expected{ExpectedKind::schema_name, "a value"};
};
struct option_value : sor<option_word, number_literal, string_literal> {};
struct query_option : seq<ahead<path_variable_ahead>, option_name, _, equals, _, option_value> {};
struct cypher_options
    : seq<keyword<Keyword::cypher>, opt<_, language_version>, star<_, query_option>> {};
struct preamble : sor<execution_mode, cypher_options> {};
struct statement_body : sor<schema_command, query> {};
struct semicolon : token<';'> {};
/// Statement = {Preamble} (SchemaCommand | RegularQuery) [';']
struct statement : seq<_, star<preamble, _>, statement_body, _, opt<semicolon, _>, end_of_text> {};

}  // namespace entente::query::grammar
