#include "query/ast/tree_builder.hpp"
#include "query/syntax/scan.hpp"

namespace entente::query {
namespace {

LabelExpression combine(LabelExpression::Kind kind, std::vector<LabelExpression> children) {
  if (children.size() == 1) return std::move(children.front());
  LabelExpression result;
  result.kind = kind;
  result.span = {children.front().span.begin, children.back().span.end};
  result.children = std::move(children);
  return result;
}

}  // namespace

/// `!` binds tightest, then `&` and `:`, then `|`. Equal operators in a row make one node.
LabelExpression TreeBuilder::build_labels(SyntaxRef node) {
  std::vector<LabelExpression> alternatives;
  std::vector<LabelExpression> conjunction;
  std::vector<Span> negations;
  for (const SyntaxRef child : node.children()) {
    LabelExpression term;
    switch (child.kind()) {
      case SyntaxKind::label_not: negations.push_back(child.span()); continue;
      case SyntaxKind::label_and: continue;
      case SyntaxKind::label_or:
        alternatives.push_back(combine(LabelExpression::Kind::and_, std::move(conjunction)));
        conjunction.clear();
        continue;
      case SyntaxKind::label_group: term = build_labels(child); break;
      case SyntaxKind::label_wildcard: term.kind = LabelExpression::Kind::wildcard; break;
      case SyntaxKind::dynamic_label:
        term.kind = child.has(SyntaxKind::dynamic_any_flag) ? LabelExpression::Kind::dynamic_any
                                                            : LabelExpression::Kind::dynamic_all;
        term.names = build_expression(child.child(SyntaxKind::expression));
        break;
      default: term.name = name_of(child);
    }
    term.span = child.span();
    const DepthGuard guard(*this, negations.size(), node.span());
    for (; !guard.exceeded() && !negations.empty(); negations.pop_back()) {
      LabelExpression negation;
      negation.kind = LabelExpression::Kind::not_;
      negation.span = {negations.back().begin, term.span.end};
      negation.children.push_back(std::move(term));
      term = std::move(negation);
    }
    negations.clear();
    conjunction.push_back(std::move(term));
  }
  alternatives.push_back(combine(LabelExpression::Kind::and_, std::move(conjunction)));
  return combine(LabelExpression::Kind::or_, std::move(alternatives));
}

std::vector<std::string> TreeBuilder::build_label_list(SyntaxRef node, std::vector<Span>& spans) {
  std::vector<std::string> names;
  for (const SyntaxRef child : node.children()) {
    if (!child.is(SyntaxKind::label_name) && !child.is(SyntaxKind::relationship_type_name)) {
      continue;
    }
    names.push_back(name_of(child));
    spans.push_back(child.span());
  }
  return names;
}

std::vector<ExpressionPtr> TreeBuilder::build_dynamic_labels(SyntaxRef node) {
  std::vector<ExpressionPtr> names;
  for (const SyntaxRef child : node.children()) {
    if (!child.is(SyntaxKind::dynamic_label)) continue;
    if (child.has(SyntaxKind::dynamic_any_flag)) {
      fail_syntax(child.span(), "$any() only tests labels; it cannot choose which to write",
                  "write $(…), which takes one name or a list of names");
    }
    names.push_back(build_expression(child.child(SyntaxKind::expression)));
  }
  return names;
}

/// Upper case, single blanks, none inside brackets: `list < string not  null >` gives
/// `LIST<STRING NOT NULL>`; alternatives are joined by ` | `.
std::string TreeBuilder::build_type_name(SyntaxRef type) {
  const std::string_view text = type.text();
  std::string name;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = scan_gap(text, at);
    if (next != at) {
      at = next;
      continue;
    }
    const std::size_t end = scan_plain_name(text, at);
    if (end == at) {
      if (text[at] == '|') name.push_back(' ');
      name.push_back(text[at++]);
      continue;
    }
    if (!name.empty() && name.back() != '<') name.push_back(' ');
    for (; at < end; ++at) {
      name.push_back(text[at] >= 'a' && text[at] <= 'z' ? static_cast<char>(text[at] - 'a' + 'A')
                                                        : text[at]);
    }
  }
  return name;
}

}  // namespace entente::query
