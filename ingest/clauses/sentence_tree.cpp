#include "ingest/clauses/sentence_tree.hpp"

#include <algorithm>
#include <cassert>

#include "ingest/clauses/mend_arcs.hpp"

namespace entente::ingest {

SentenceTree::SentenceTree(const SplitText& text, const Sentence& sentence,
                           const model::ParsedSentence& parsed)
    : text_(text),
      parsed_(parsed),
      first_(sentence.first_token),
      heads_(parsed.tokens.size()),
      relations_(parsed.tokens.size()) {
  assert(parsed.tokens.size() == sentence.last_token - sentence.first_token);
  for (std::uint32_t i = 0; i < size(); ++i) {
    const std::uint32_t head = parsed.tokens[i].head;
    heads_[i] = head < size() && head != i ? head : no_token;
    relations_[i] = parsed.tokens[i].relation;
  }
  mend_arcs(text, sentence, parsed, {heads_, relations_});
  do {
    link_children();
  } while (!put_in_order());
  // So that a relation always tells whether there is a head.
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (heads_[i] == no_token) relations_[i] = "root";
  }
}

void SentenceTree::link_children() {
  begins_.assign(size() + 2, 0);
  for (const std::uint32_t head : heads_) {
    if (head != no_token) ++begins_[head + 2];
  }
  for (std::uint32_t i = 2; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  // begins_[i + 1] moves to the end of the children of i while they are filled in.
  children_.resize(begins_.back());
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (heads_[i] != no_token) children_[begins_[heads_[i] + 1]++] = i;
  }
}

bool SentenceTree::put_in_order() {
  order_.clear();
  std::vector<bool> reached(size(), false);
  const auto add = [&](std::uint32_t i) {
    reached[i] = true;
    order_.push_back(i);
  };
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (heads_[i] == no_token) add(i);
  }
  for (std::size_t at = 0; at < order_.size(); ++at) {
    for (const std::uint32_t child : children(order_[at])) add(child);
  }
  const auto hidden = std::find(reached.begin(), reached.end(), false);
  if (hidden == reached.end()) return true;
  heads_[static_cast<std::size_t>(hidden - reached.begin())] = no_token;
  return false;
}

bool SentenceTree::has_relation(std::uint32_t i, std::string_view relation) const {
  const std::string_view own = relations_[i];
  return own.starts_with(relation) &&
         (own.size() == relation.size() || own[relation.size()] == ':');
}

std::uint32_t SentenceTree::child(std::uint32_t i, std::string_view relation) const {
  for (const std::uint32_t child : children(i)) {
    if (has_relation(child, relation)) return child;
  }
  return no_token;
}

bool SentenceTree::is_nominal(std::uint32_t i) const {
  const std::string_view tag = universal(i);
  return tag == "NOUN" || tag == "PROPN" || tag == "PRON" || tag == "NUM" || tag == "SYM";
}

}  // namespace entente::ingest
