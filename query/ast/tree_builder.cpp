#include "query/ast/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "query/ast/ast_builder.hpp"
#include "query/ast/literals.hpp"
#include "query/limits.hpp"
#include "query/syntax/parser.hpp"
#include "query/syntax/scan.hpp"

namespace entente::query {

Result<Statement> parse_statement(std::string_view text) {
  ENTENTE_ASSIGN(const SyntaxTree tree, parse_syntax(text));
  return TreeBuilder().build(tree);
}

Result<Statement> TreeBuilder::build(const SyntaxTree& tree) {
  text_ = tree.text;
  const SyntaxRef root = tree.root();
  Statement statement;
  statement.span = root.span();
  for (const SyntaxRef child : root.children()) {
    const bool explain = child.is(SyntaxKind::explain_flag);
    if (explain || child.is(SyntaxKind::profile_flag)) {
      if (statement.mode != ExplainMode::none) {
        fail_syntax(child.span(), "EXPLAIN and PROFILE stand once, and not together");
      }
      statement.mode = explain ? ExplainMode::explain : ExplainMode::profile;
    } else if (child.is(SyntaxKind::cypher_options)) {
      add_options(child, statement);
    }
  }
  if (auto schema = build_schema(root)) {
    statement.body = std::move(*schema);
  } else {
    statement.body = build_query(root.child(SyntaxKind::query), true);
  }
  if (error_) return std::move(*error_);
  return statement;
}

void TreeBuilder::add_options(SyntaxRef cypher_options, Statement& statement) {
  for (const SyntaxRef child : cypher_options.children()) {
    if (child.is(SyntaxKind::language_version)) {
      statement.language_version = child.text();
      if (child.text() != "5" && child.text() != "25") {
        fail_syntax(child.span(), "the versions of the language are 5 and 25",
                    "leave the version out; both are read alike");
      }
      continue;
    }
    StatementOption option;
    option.span = child.span();
    option.name = child.first().text();
    SyntaxRef value;
    for (const SyntaxRef part : child.children()) value = part;
    option.value = value.text();
    if (value.is(SyntaxKind::string_literal)) {
      auto text = decode_string(value.text(), value.span());
      if (text) {
        option.value = std::move(*text);
      } else {
        fail(std::move(text).error());
      }
    }
    statement.options.push_back(std::move(option));
  }
}

std::string TreeBuilder::name_of(SyntaxRef name) {
  std::string decoded = decode_name(name.text());
  // An empty property key is of no use, but openCypher allows it.
  if (decoded.empty() && !name.is(SyntaxKind::property_key_name))
    fail_syntax(name.span(), "a name cannot be empty");
  return decoded;
}

std::string TreeBuilder::dotted_name_of(SyntaxRef name) {
  const std::string_view text = name.text();
  std::string joined;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = scan_name(text, at);
    if (end == at) {  // a dot or a gap
      at = std::max(scan_gap(text, at), at + (text[at] == '.' ? 1 : 0));
      continue;
    }
    if (!joined.empty()) joined.push_back('.');
    const std::string part = decode_name(text.substr(at, end - at));
    if (part.empty()) fail_syntax(name.span(), "a name cannot be empty");
    joined += part;
    at = end;
  }
  return joined;
}

BindingVariable TreeBuilder::binding_of(SyntaxRef name) {
  if (!name) return {};
  return {name_of(name), name.span()};
}

void TreeBuilder::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void TreeBuilder::fail_syntax(Span span, std::string message, std::string hint,
                              std::string_view detail) {
  fail(Error::compile(ErrorClass::syntax_error, std::string(detail), std::move(message), span,
                      std::move(hint)));
}

ExpressionPtr TreeBuilder::placeholder(Span span) {
  auto literal = std::make_unique<LiteralExpression>();
  literal->span = span;
  return literal;
}

TreeBuilder::DepthGuard::DepthGuard(TreeBuilder& builder, std::size_t levels, Span span)
    : builder_(builder), levels_(levels) {
  builder_.depth_ += levels_;
  exceeded_ = builder_.depth_ > expression_depth_max;
  if (exceeded_) {
    builder_.fail(Error::compile(
        ErrorClass::limit_exceeded, "",
        fmt::format("the expression is more than {} operations deep", expression_depth_max), span,
        "split it with WITH, or put the parts in a list and use reduce()"));
  }
}

}  // namespace entente::query
