#pragma once

#include <cstddef>
#include <string_view>

namespace entente::query {

class BracketIndex;

/// Hand-written scanning of single tokens, shared by the grammar, the statement splitter and the
/// highlighter. Every function takes the text and a byte offset and returns the offset behind the
/// token, or the offset it was given if there is none. Never reads outside the text; linear.

/// Blanks (ASCII and Unicode) and comments: `// …` to the end of the line, `/* … */`. Stops before
/// a block comment that is never closed.
std::size_t scan_gap(std::string_view text, std::size_t at);

/// Behind the blank character at `at`, comments not counted.
std::size_t scan_blank(std::string_view text, std::size_t at);

/// A name as in Unicode's identifiers (letter or `_`, then letters, digits, marks, currency
/// signs), without backquotes.
std::size_t scan_plain_name(std::string_view text, std::size_t at);
/// A plain name or one in backquotes, where `` stands for a backquote.
std::size_t scan_name(std::string_view text, std::size_t at);
/// A name that may be a variable: in backquotes, or plain and not a reserved word.
std::size_t scan_variable_name(std::string_view text, std::size_t at);
/// Names joined by dots; a single plain one must not be a reserved word.
std::size_t scan_dotted_name(std::string_view text, std::size_t at);
/// `$` and a name or digits.
std::size_t scan_parameter(std::string_view text, std::size_t at);
/// Length of `word` (upper case) if the text begins with it in any case and no name character
/// follows; otherwise 0.
std::size_t match_word(std::string_view text, std::string_view word);
/// A text in ' or ", backslash escapes the next byte. Returns `at` if it is never closed.
std::size_t scan_string(std::string_view text, std::size_t at);
/// A number and every name character glued to it, so that `12h4` is one (wrong) number.
std::size_t scan_number(std::string_view text, std::size_t at);
/// True if a name character starts at `at`, so that a keyword ending there would go on.
bool name_continues(std::string_view text, std::size_t at);

/// Decodes one UTF-8 code point; returns its length in bytes, 0 if it is malformed or at the end.
std::size_t decode_utf8(std::string_view text, std::size_t at, char32_t& code_point);
/// Offset of the first malformed UTF-8 sequence, or npos.
std::size_t find_malformed_utf8(std::string_view text);

/// openCypher's Dash and arrow heads have Unicode look-alikes, allowed in patterns.
std::size_t scan_dash(std::string_view text, std::size_t at);
std::size_t scan_left_arrow_head(std::string_view text, std::size_t at);
std::size_t scan_right_arrow_head(std::string_view text, std::size_t at);

/// True if `at` is the opening parenthesis of a relationship pattern that stands where an
/// expression may stand: `(…)--(`, `(…)-[…]->(`, `(…)<-…`, with the parenthesis holding a node
/// pattern. Looks ahead from bracket to bracket, never by parsing, so that its cost is constant.
/// `brackets` are those of the text.
bool relationship_pattern_ahead(std::string_view text, std::size_t at, BracketIndex& brackets);

/// True for a function name and its opening parenthesis.
bool function_call_ahead(std::string_view text, std::size_t at);
/// True for EXISTS, COUNT or COLLECT and an opening brace, unless the brace holds what only the
/// projection of a variable of that name can hold: nothing, `.key`, `key: …`, `variable,`.
bool subquery_ahead(std::string_view text, std::size_t at);
/// True for a variable and an opening brace: a map projection.
bool map_projection_ahead(std::string_view text, std::size_t at);
/// True for `variable =`: the name of a path.
bool path_variable_ahead(std::string_view text, std::size_t at);
/// True for what a graph pattern begins with, in a subquery that may also hold a whole query.
bool graph_pattern_ahead(std::string_view text, std::size_t at);
/// True for REPEATABLE ELEMENT[S] and DIFFERENT RELATIONSHIP[S], which may be names otherwise.
bool match_mode_ahead(std::string_view text, std::size_t at);
/// True for [NFC | NFD | NFKC | NFKD] NORMALIZED, the first of which may be labels otherwise.
bool normalized_ahead(std::string_view text, std::size_t at);
/// True for LEADING, TRAILING or BOTH, or for FROM, in front of what an operand begins with; they
/// may be names otherwise.
bool trim_side_ahead(std::string_view text, std::size_t at);
bool trim_from_ahead(std::string_view text, std::size_t at);
/// True for what the time of ON ERROR RETRY begins with: FOR, a number or a parameter.
bool retry_time_ahead(std::string_view text, std::size_t at);
/// True for `((` or `(name = (`: a parenthesised path pattern, not a node pattern.
bool parenthesized_path_ahead(std::string_view text, std::size_t at);
/// True for what looks like `2..`, `..` or `..3`: bounds of a path length.
bool range_ahead(std::string_view text, std::size_t at);
/// True for a name or parameter where IF NOT EXISTS, FOR or ON may stand instead.
bool schema_name_ahead(std::string_view text, std::size_t at);
/// True for CREATE followed by a word of a schema command and not by `=`.
bool create_schema_ahead(std::string_view text, std::size_t at);

}  // namespace entente::query
