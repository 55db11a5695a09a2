#include <algorithm>
#include <set>
#include <utility>

#include "ingest/relations/extractor.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Longest stretch between two names that is still one predicate, in tokens.
constexpr std::uint32_t predicate_tokens_max = 6;

bool can_relate(const Mention& mention) {
  return mention.form != MentionForm::adjective && mention.entities.size() == 1 &&
         mention.type != EntityType::Date && mention.type != EntityType::Money;
}

/// Words between the names, if they are a verb phrase: no punctuation, and a verb form in them.
bool is_predicate(const SplitText& text, const Gazetteer& gazetteer, std::uint32_t first,
                  std::uint32_t last) {
  if (first >= last || last - first > predicate_tokens_max) return false;
  bool verb = false;
  for (std::uint32_t i = first; i < last; ++i) {
    const Token& token = text.tokens[i];
    if (token.kind != TokenKind::word || token.form == "'s" || token.form == "and") return false;
    const bool inflected = token.form.ends_with("ed") || token.form.ends_with("es") ||
                           token.form == "is" || token.form == "are" || token.form == "was" ||
                           token.form == "has" || token.form == "had" || token.form == "were";
    verb = verb || (inflected && (token.form.size() < 4 || gazetteer.is_common_word(token.form)));
  }
  return verb;
}

}  // namespace

void add_open_triples(const SplitText& text, const ResolvedDocument& document,
                      const Gazetteer& gazetteer, std::vector<FoundClaim>& claims) {
  std::set<std::pair<std::uint64_t, std::uint64_t>> related;
  for (const FoundClaim& claim : claims) {
    related.emplace(std::min(claim.subject_span.begin, claim.object_span.begin),
                    std::max(claim.subject_span.begin, claim.object_span.begin));
  }
  std::uint32_t sentence = 0;
  for (std::size_t m = 1; m < document.mentions.size(); ++m) {
    const Mention& left = document.mentions[m - 1];
    const Mention& right = document.mentions[m];
    while (text.sentences[sentence].last_token <= left.first_token) ++sentence;
    if (right.first_token >= text.sentences[sentence].last_token) continue;
    if (!can_relate(left) || !can_relate(right) || left.entities == right.entities) continue;
    std::uint32_t to = right.first_token;
    while (to > left.last_token &&
           (text.tokens[to - 1].form == "the" || text.tokens[to - 1].form == "a")) {
      --to;
    }
    if (!is_predicate(text, gazetteer, left.last_token, to)) continue;
    FoundClaim claim;
    claim.subject = left.entities.front();
    claim.object = right.entities.front();
    claim.relation = "RELATED_TO";
    claim.rule = "open_triple";
    claim.sentence = sentence;
    claim.subject_span = {text.tokens[left.first_token].begin,
                          text.tokens[left.last_token - 1].end};
    claim.object_span = {text.tokens[right.first_token].begin,
                         text.tokens[right.last_token - 1].end};
    claim.span = {claim.subject_span.begin, claim.object_span.end};
    if (related.count({claim.subject_span.begin, claim.object_span.begin}) > 0) continue;
    claim.confidence = 0.3;
    claim.modality = "stated";
    const auto begin = text.tokens[left.last_token].begin;
    claim.qualifiers["predicate"] =
        fold(collapse_space(text.text.substr(begin, text.tokens[to - 1].end - begin)));
    claims.push_back(std::move(claim));
  }
  tidy_claims(claims);
}

}  // namespace entente::ingest
