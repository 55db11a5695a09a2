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

/// FOR (n:Label) | FOR ()-[r:TYPE]-(); several labels for full-text indexes, joined by '|'
struct schema_labels : seq<colon, _, label_name, star<_, bar, _, opt<colon, _>, label_name>> {};
struct schema_types : seq<colon, _, relationship_type_name,
                          star<_, bar, _, opt<colon, _>, relationship_type_name>> {};
struct schema_node
    : seq<left_parenthesis, _, schema_variable, _, schema_labels, _, right_parenthesis> {};
struct schema_relationship
    : seq<left_parenthesis, _, right_parenthesis, _, opt<left_arrow_head, _>, dash, _, left_bracket,
          _, schema_variable, _, schema_types, _, right_bracket, _, dash, _,
          opt<right_arrow_head, _>, left_parenthesis, _, right_parenthesis> {};
struct schema_entity : sor<schema_node, schema_relationship> {};
struct schema_for : seq<keyword<Keyword::for_>, _, schema_entity> {};

/// CREATE [RANGE] INDEX [name] [IF NOT EXISTS] FOR entity ON (property, …)
/// CREATE INDEX ON :Label(key, …)
/// CREATE FULLTEXT INDEX [name] [IF NOT EXISTS] FOR entity ON EACH [property, …]
struct fulltext_flag : keyword<Keyword::fulltext> {};
struct index_kind : sor<fulltext_flag, keyword<Keyword::range>> {};
struct each_list : seq<keyword<Keyword::each>, _, left_bracket, _, comma_list<schema_property>, _,
                       right_bracket> {};
struct index_definition
    : seq<schema_for, _, keyword<Keyword::on>, _, sor<each_list, property_tuple, schema_property>> {
};
struct old_index : seq<keyword<Keyword::on>, _, colon, _, label_name, _, left_parenthesis, _,
                       comma_list<property_key_name>, _, right_parenthesis> {};
struct schema_object_name : seq<ahead<schema_name_ahead>, schema_name> {};
struct name_and_guard : seq<opt<schema_object_name, _>, opt<if_not_exists, _>> {};
struct create_index : seq<opt<index_kind, _>, keyword<Keyword::index>, _,
                          sor<old_index, seq<name_and_guard, index_definition>>> {};

/// CREATE CONSTRAINT [name] [IF NOT EXISTS] FOR entity REQUIRE requirement
/// CREATE CONSTRAINT [name] [IF NOT EXISTS] ON entity ASSERT requirement
/// requirement = properties IS UNIQUE | properties IS NOT NULL | properties IS (:: | TYPED) type
///             | exists(property)
struct is_unique : keyword<Keyword::unique> {};
struct is_not_null : keywords<Keyword::not_, Keyword::null> {};
struct required_kind : seq<keyword<Keyword::is>, _, sor<is_unique, is_not_null, type_test>> {};
struct required_exists
    : seq<keyword<Keyword::exists>, _, left_parenthesis, _, schema_property, _, right_parenthesis> {
};
struct requirement : sor<seq<call_of<Keyword::exists>, required_exists>,
                         seq<sor<property_tuple, schema_property>, _, required_kind>> {};
struct constraint_head : sor<keyword<Keyword::for_>, keyword<Keyword::on>> {};
struct constraint_word : sor<keyword<Keyword::require>, keyword<Keyword::assert_>> {};
struct constraint_definition
    : seq<constraint_head, _, schema_entity, _, constraint_word, _, requirement> {};
struct create_constraint
    : seq<keyword<Keyword::constraint>, _, name_and_guard, constraint_definition> {};

struct create_schema : seq<ahead<create_schema_ahead>, keyword<Keyword::create>, _,
                           sor<create_constraint, create_index>> {};

/// DROP INDEX name [IF EXISTS] | DROP INDEX ON :Label(key, …)
/// DROP CONSTRAINT name [IF EXISTS] | DROP CONSTRAINT ON entity ASSERT requirement
struct named_drop : seq<schema_name, opt<_, if_exists>> {};
struct drop_index : seq<keyword<Keyword::index>, _, sor<old_index, named_drop>> {};
struct old_drop_constraint
    : seq<keyword<Keyword::on>, _, schema_entity, _, keyword<Keyword::assert_>, _, requirement> {};
struct drop_constraint
    : seq<keyword<Keyword::constraint>, _, sor<old_drop_constraint, named_drop>> {};
struct drop_schema : seq<keyword<Keyword::drop>, _, sor<drop_index, drop_constraint>> {};

/// SHOW INDEXES | CONSTRAINTS | FUNCTIONS | PROCEDURES
struct show_indexes : sor<keyword<Keyword::indexes>, keyword<Keyword::index>> {};
struct show_constraints : sor<keyword<Keyword::constraints>, keyword<Keyword::constraint>> {};
struct show_functions : sor<keyword<Keyword::functions>, keyword<Keyword::function>> {};
struct show_procedures : sor<keyword<Keyword::procedures>, keyword<Keyword::procedure>> {};
struct show_schema : seq<keyword<Keyword::show>, _,
                         sor<show_indexes, show_constraints, show_functions, show_procedures>> {};

struct schema_command : sor<create_schema, drop_schema, show_schema> {};

/// Statement = [EXPLAIN | PROFILE] (SchemaCommand | RegularQuery) [';']
struct explain_flag : keyword<Keyword::explain> {};
struct profile_flag : keyword<Keyword::profile> {};
struct execution_mode : sor<explain_flag, profile_flag> {};
struct statement_body : sor<schema_command, query> {};
struct semicolon : token<';'> {};
struct statement
    : seq<_, opt<execution_mode, _>, statement_body, _, opt<semicolon, _>, end_of_text> {};

}  // namespace entente::query::grammar
