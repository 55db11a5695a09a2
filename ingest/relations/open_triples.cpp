#include "ingest/relations/open_triples.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Clauses that are likelier misread than not relate nobody.
constexpr double related_confidence_min = 0.25;
/// Nobody has stated which relation it is, so a triple is never as sure as a frame.
constexpr double related_confidence_share = 0.6;

std::string word_of(const OpenTriple& triple) {
  if (triple.negated) return "negated";
  if (triple.modality == Modality::alleged) return "alleged";
  if (triple.modality != Modality::asserted) return "planned";
  return triple.former ? "former" : "stated";
}

class Relater {
 public:
  Relater(const SplitText& text, const ResolvedDocument& document, std::vector<FoundClaim>& claims)
      : text_(text), document_(document), claims_(claims) {
    for (const FoundClaim& claim : claims) add_related(claim);
  }

  void relate(const OpenTriple& triple) {
    if (triple.confidence < related_confidence_min) return;
    for (const std::uint32_t subject : triple.subject_heads) {
      for (std::size_t k = 0; k < triple.objects.size(); ++k) {
        for (const std::uint32_t object : triple.object_heads[k]) {
          relate(triple, subject, object, k);
        }
      }
    }
  }

 private:
  /// The mention that a head belongs to, if it names one entity.
  [[nodiscard]] const Mention* mention_of(std::uint32_t head) const {
    const std::uint32_t m = document_.mention_over[head];
    if (m == no_entity) return nullptr;
    const Mention& mention = document_.mentions[m];
    const bool names = mention.form != MentionForm::adjective && mention.entities.size() == 1 &&
                       mention.type != EntityType::Date && mention.type != EntityType::Money;
    return names ? &mention : nullptr;
  }

  [[nodiscard]] TextSpan span_of(const Mention& mention) const {
    return {text_.tokens[mention.first_token].begin, text_.tokens[mention.last_token - 1].end};
  }

  void add_related(const FoundClaim& claim) {
    related_.emplace(claim.sentence, std::min(claim.subject, claim.object),
                     std::max(claim.subject, claim.object));
  }

  void relate(const OpenTriple& triple, std::uint32_t subject, std::uint32_t object,
              std::size_t place) {
    const Mention* from = mention_of(subject);
    const Mention* to = mention_of(object);
    if (from == nullptr || to == nullptr) return;
    FoundClaim claim;
    claim.subject = from->entities.front();
    claim.object = to->entities.front();
    claim.sentence = triple.sentence;
    const auto pair = std::tuple(claim.sentence, std::min(claim.subject, claim.object),
                                 std::max(claim.subject, claim.object));
    if (claim.subject == claim.object || related_.count(pair) > 0) return;
    claim.relation = "RELATED_TO";
    claim.rule = "open_triple";
    claim.subject_span = span_of(*from);
    claim.object_span = span_of(*to);
    claim.span = {std::min(claim.subject_span.begin, claim.object_span.begin),
                  std::max(claim.subject_span.end, claim.object_span.end)};
    claim.confidence = triple.confidence * related_confidence_share;
    claim.modality = word_of(triple);
    if (triple.speaker != no_token) {
      const Mention* speaker = mention_of(triple.speaker);
      if (speaker != nullptr && speaker->entities.front() != claim.subject) {
        claim.speaker = document_.entities[speaker->entities.front()].name;
      }
    }
    claim.qualifiers["predicate"] = fold(predicate_to(triple, place));
    add_related(claim);
    claims_.push_back(std::move(claim));
  }

  /// The predicate as it leads to one of the objects: "met" somebody, "met in" a place.
  [[nodiscard]] std::string predicate_to(const OpenTriple& triple, std::size_t place) const {
    std::string result = predicate_words(text_, triple);
    if (place == 0) return result;
    const std::uint32_t head = triple.object_heads[place].front();
    for (const std::uint32_t token : triple.objects[place]) {
      const Mention* mention = mention_of(head);
      const bool named = token >= head || (mention != nullptr && token >= mention->first_token);
      if (named || text_.tokens[token].kind != TokenKind::word) break;
      if (text_.tokens[token].form == "the") continue;
      result += " " + text_.tokens[token].form;
    }
    return result;
  }

  const SplitText& text_;
  const ResolvedDocument& document_;
  std::vector<FoundClaim>& claims_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> related_;
};

}  // namespace

void add_open_triples(const SplitText& text, const ResolvedDocument& document,
                      const std::vector<OpenTriple>& triples, std::vector<FoundClaim>& claims) {
  Relater relater(text, document, claims);
  for (const OpenTriple& triple : triples) relater.relate(triple);
  tidy_claims(claims);
}

}  // namespace entente::ingest
