#include "ingest/resolve/document_trees.hpp"

#include <algorithm>
#include <cassert>

namespace entente::ingest {

namespace {

bool joins_clauses(std::string_view relation) {
  constexpr std::string_view relations[] = {"ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp"};
  return std::find(std::begin(relations), std::end(relations), relation) != std::end(relations);
}

}  // namespace

DocumentTrees::DocumentTrees(const SplitText& text, std::span<const model::ParsedSentence> parsed) {
  assert(parsed.size() == text.sentences.size());
  const std::size_t count = text.tokens.size();
  tokens_.reserve(count);
  heads_.reserve(count);
  sentences_.reserve(count);
  offsets_.assign(count + 1, 0);
  for (std::uint32_t s = 0; s < parsed.size(); ++s) {
    const std::uint32_t first = text.sentences[s].first_token;
    assert(first == tokens_.size());
    for (const model::ParsedToken& token : parsed[s].tokens) {
      tokens_.push_back(&token);
      heads_.push_back(token.head == model::no_head ? no_entity : first + token.head);
      sentences_.push_back(s);
      if (heads_.back() != no_entity) ++offsets_[heads_.back() + 1];
    }
  }
  assert(tokens_.size() == count);
  for (std::size_t i = 1; i <= count; ++i) offsets_[i] += offsets_[i - 1];
  children_.resize(offsets_[count]);
  std::vector<std::uint32_t> filled(offsets_.begin(), offsets_.end() - 1);
  subtrees_.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (heads_[i] != no_entity) children_[filled[heads_[i]]++] = i;
    subtrees_.push_back({i, i + 1});
  }
  // Heads take over what their children cover; each token climbs to the root of its sentence.
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t above = heads_[i]; above != no_entity; above = heads_[above]) {
      subtrees_[above].first = std::min(subtrees_[above].first, i);
      subtrees_[above].last = std::max(subtrees_[above].last, i + 1);
    }
  }
}

std::string_view DocumentTrees::base_relation(std::uint32_t i) const {
  const std::string_view relation = read(i).relation;
  return relation.substr(0, relation.find(':'));
}

std::span<const std::uint32_t> DocumentTrees::children(std::uint32_t i) const {
  return std::span(children_).subspan(offsets_[i], offsets_[i + 1] - offsets_[i]);
}

std::uint32_t DocumentTrees::child(std::uint32_t i, std::string_view base) const {
  for (const std::uint32_t at : children(i)) {
    if (base_relation(at) == base) return at;
  }
  return no_entity;
}

std::uint32_t DocumentTrees::clause(std::uint32_t i) const {
  while (heads_[i] != no_entity) {
    const std::string_view relation = base_relation(i);
    if (joins_clauses(relation)) break;
    // Verbs joined by "and" head clauses of their own.
    if (relation == "conj" && (tag(i) == "VERB" || tag(i) == "AUX")) break;
    i = heads_[i];
  }
  return i;
}

}  // namespace entente::ingest
