#pragma once

#include "query/syntax/grammar_patterns.hpp"

/// Clauses, from MATCH to RETURN, and queries made of them.
namespace entente::query::grammar {

struct clause;

/// Match = MATCH [MatchMode] Pattern [Where]
struct match_clause : seq<keyword<Keyword::match>, _, matched_pattern, opt<_, where_clause>> {};

/// Unwind = UNWIND Expression AS Variable
struct unwind_clause
    : seq<keyword<Keyword::unwind>, _, expression, _, keyword<Keyword::as>, _, new_variable> {};

/// ProjectionItem = Expression [AS Variable]
struct alias : seq<keyword<Keyword::as>, _, new_variable> {};
struct projection_item : seq<expression, opt<_, alias>> {};
struct star_item : star_sign {};
struct projection_items
    : sor<seq<star_item, star<_, comma, _, projection_item>>, comma_list<projection_item>> {};
/// Order = ORDER BY SortItem {',' SortItem}
struct descending_flag : sor<keyword<Keyword::descending>, keyword<Keyword::desc>> {};
struct sort_direction : sor<descending_flag, keyword<Keyword::ascending>, keyword<Keyword::asc>> {};
struct sort_item : seq<expression, opt<_, sort_direction>> {};
struct order_by : seq<keywords<Keyword::order, Keyword::by>, _, comma_list<sort_item>> {};
/// Skip = (SKIP | OFFSET) Expression; Limit = LIMIT Expression
struct skip : seq<sor<keyword<Keyword::skip>, keyword<Keyword::offset>>, _, expression> {};
struct limit : seq<keyword<Keyword::limit>, _, expression> {};
/// ProjectionBody = [DISTINCT] ProjectionItems [Order] [Skip] [Limit]
struct projection_body
    : seq<opt<distinct_flag, _>, projection_items, opt<_, order_by>, opt<_, skip>, opt<_, limit>> {
};
/// With = WITH ProjectionBody [Where]; Return = RETURN ProjectionBody
struct with_clause : seq<keyword<Keyword::with>, _, projection_body, opt<_, where_clause>> {};
struct return_clause : seq<keyword<Keyword::return_>, _, projection_body> {};

/// Create = (CREATE | INSERT) Pattern
struct create_clause
    : seq<sor<keyword<Keyword::create>, keyword<Keyword::insert>>, _, graph_pattern> {};

/// SetItem = PropertyExpression '=' Expression | Variable ('=' | '+=') Expression
///         | Variable NodeLabels
struct target : seq<atom, star<_, postfix>> {};
struct assign_sign : equals {};
struct add_sign : token<'+', '='> {};
struct given_label : sor<label_name, dynamic_label> {};
struct label_list : seq<is_or_colon, _, given_label, star<_, colon, _, given_label>> {};
struct set_value : seq<sor<assign_sign, add_sign>, _, expression> {};
struct set_item : seq<target, _, sor<set_value, label_list>> {};
/// Set = SET SetItem {',' SetItem}
struct set_items : comma_list<set_item> {};
struct set_clause : seq<keyword<Keyword::set>, _, set_items> {};
/// RemoveItem = Variable NodeLabels | PropertyExpression
struct remove_item : seq<target, opt<_, label_list>> {};
struct remove_clause : seq<keyword<Keyword::remove>, _, comma_list<remove_item>> {};

/// Merge = MERGE PatternPart {ON (MATCH | CREATE) Set}
struct on_create
    : seq<keywords<Keyword::on, Keyword::create>, _, keyword<Keyword::set>, _, set_items> {};
struct on_match
    : seq<keywords<Keyword::on, Keyword::match>, _, keyword<Keyword::set>, _, set_items> {};
struct merge_clause
    : seq<keyword<Keyword::merge>, _, path_pattern, star<_, sor<on_create, on_match>>> {};

/// Delete = [DETACH | NODETACH] DELETE Expression {',' Expression}
struct detach_flag : keyword<Keyword::detach> {};
struct delete_clause : seq<opt<sor<detach_flag, keyword<Keyword::nodetach>>, _>,
                           keyword<Keyword::delete_>, _, comma_list<expression>> {};

/// YieldItems = YieldItem {',' YieldItem} [Where]; YieldItem = ProcedureResultField [AS Variable]
struct yield_item : seq<yield_column, opt<_, alias>> {};
struct yield_star : star_sign {};
struct yield_items : sor<yield_star, seq<comma_list<yield_item>, opt<_, where_clause>>> {};
struct yield_part : seq<keyword<Keyword::yield>, _, yield_items> {};
/// Call = CALL ProcedureName ['(' [Expression {',' Expression}] ')'] [YIELD YieldItems]
struct call_arguments
    : seq<left_parenthesis, _, opt<nested<true, comma_list<expression>>, _>, right_parenthesis> {};
struct procedure_call : seq<procedure_name, opt<_, call_arguments>, opt<_, yield_part>> {};
/// CallSubquery = CALL ['(' ['*' | Variable {',' Variable}] ')'] '{' RegularQuery '}'
///                [InTransactions]
struct imported_variable : variable_name {};
struct import_star : star_sign {};
struct import_list
    : seq<left_parenthesis, _, opt<sor<import_star, comma_list<imported_variable>>, _>,
          right_parenthesis> {};
struct rows_per_transaction : seq<keyword<Keyword::of>, _, expression, _,
                                  sor<keyword<Keyword::rows>, keyword<Keyword::row>>> {};
/// OnError = ON ERROR (CONTINUE | BREAK | FAIL | RETRY [[FOR] Expression SECONDS] [THEN …])
struct error_continue : keyword<Keyword::continue_> {};
struct error_break : keyword<Keyword::break_> {};
struct error_fail : keyword<Keyword::fail> {};
struct error_behaviour : sor<error_continue, error_break, error_fail> {};
struct seconds_word
    : sor<keyword<Keyword::seconds>, keyword<Keyword::second>, keyword<Keyword::sec>> {};
struct retry_time : seq<opt<keyword<Keyword::for_>, _>, expression, _, seconds_word> {};
struct error_retry : seq<keyword<Keyword::retry>, opt<_, ahead<retry_time_ahead>, retry_time>,
                         opt<_, keyword<Keyword::then>, _, error_behaviour>> {};
struct on_error : seq<keywords<Keyword::on, Keyword::error>, _, sor<error_retry, error_behaviour>> {
};
/// ReportStatus = REPORT STATUS AS Variable
struct report_status
    : seq<keywords<Keyword::report, Keyword::status, Keyword::as>, _, new_variable> {};
/// InTransactions = IN [[Expression] CONCURRENT] TRANSACTIONS {OF … ROWS | OnError | ReportStatus}
struct concurrency
    : seq<not_at<next_word<Keyword::concurrent, Keyword::transactions>>, expression> {};
struct concurrent_flag : keyword<Keyword::concurrent> {};
struct in_transactions
    : seq<keyword<Keyword::in>, _,
          sor<seq<opt<concurrent_flag, _>, keyword<Keyword::transactions>>,
              seq<concurrency, _, concurrent_flag, _, keyword<Keyword::transactions>>>,
          star<_, sor<rows_per_transaction, on_error, report_status>>> {};
struct subquery_call : seq<opt<import_list, _>, left_brace, _, nested<true, query>, _, right_brace,
                           opt<_, in_transactions>> {};
struct call_clause : seq<keyword<Keyword::call>, _, sor<subquery_call, procedure_call>> {};
/// OPTIONAL MATCH …, OPTIONAL CALL …
struct optional_clause : seq<keyword<Keyword::optional>, _, sor<match_clause, call_clause>> {};

/// Foreach = FOREACH '(' Variable IN Expression '|' Clause+ ')'
struct foreach_body : seq<new_variable, _, keyword<Keyword::in>, _, nested<false, expression>, _,
                          bar, plus<_, clause>> {};
struct foreach_clause : seq<keyword<Keyword::foreach>, _, left_parenthesis, _,
                            nested<true, foreach_body>, _, right_parenthesis> {};

/// LoadCsv = LOAD CSV [WITH HEADERS] FROM Expression AS Variable [FIELDTERMINATOR StringLiteral]
struct headers_flag : keywords<Keyword::with, Keyword::headers> {};
struct field_terminator : seq<keyword<Keyword::fieldterminator>, _, string_literal> {};
struct load_csv_clause
    : seq<keywords<Keyword::load, Keyword::csv>, _, opt<headers_flag, _>, keyword<Keyword::from>, _,
          expression, _, keyword<Keyword::as>, _, new_variable, opt<_, field_terminator>> {};

/// Filter = FILTER [WHERE] Expression
struct filter_clause
    : seq<keyword<Keyword::filter>, _, opt<keyword<Keyword::where>, _>, expression> {};
/// Let = LET Variable '=' Expression {',' Variable '=' Expression}
struct let_item : seq<new_variable, _, equals, _, expression> {};
struct let_clause : seq<keyword<Keyword::let>, _, comma_list<let_item>> {};
/// OrderBySkipLimit = Order [Skip] [Limit] | Skip [Limit] | Limit
struct order_by_clause
    : sor<seq<order_by, opt<_, skip>, opt<_, limit>>, seq<skip, opt<_, limit>>, limit> {};
/// Finish = FINISH
struct finish_clause : keyword<Keyword::finish> {};

struct clause
    : sor<match_clause, optional_clause, return_clause, with_clause, unwind_clause, create_clause,
          merge_clause, set_clause, delete_clause, remove_clause, call_clause, foreach_clause,
          load_csv_clause, filter_clause, let_clause, order_by_clause, finish_clause> {};

/// SingleQuery = Clause+; RegularQuery = SingleQuery {UNION [ALL | DISTINCT] SingleQuery}
/// Which clause may follow which is decided by semantic analysis, with better messages.
struct single_query : seq<clause, star<_, clause>> {};
struct union_all_flag : keyword<Keyword::all> {};
struct union_part : seq<keyword<Keyword::union_>, _,
                        opt<sor<union_all_flag, keyword<Keyword::distinct>>, _>, single_query> {};
struct query : seq<single_query, star<_, union_part>> {};

}  // namespace entente::query::grammar
