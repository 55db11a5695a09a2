#include "ingest/relations/extractor.hpp"

#include <algorithm>
#include <tuple>

#include "ingest/relations/claim_maker.hpp"
#include "ingest/relations/matcher.hpp"
#include "ingest/relations/modality.hpp"
#include "ingest/relations/predication_matcher.hpp"
#include "ingest/relations/quotations.hpp"
#include "ingest/relations/settle_claims.hpp"

namespace entente::ingest {

namespace {

/// Applies frames to the sentences of one document.
class ClaimFinder {
 public:
  ClaimFinder(const ReadText& read, ResolvedDocument& document, const FrameSet& frames,
              const Gazetteer& gazetteer, const WordClasses& classes)
      : read_(read),
        document_(document),
        frames_(frames),
        classes_(classes),
        matcher_(read.text, read.parsed, read.predications, document, classes),
        maker_(read.text, document, gazetteer) {}

  std::vector<FoundClaim> run() {
    const auto views = views_of_sentences(read_.text, document_, classes_);
    const auto speakers = speakers_of_sentences(read_.text, views);
    std::size_t next = 0;
    for (std::uint32_t s = 0; s < read_.text.sentences.size(); ++s) {
      const std::size_t first = next;
      while (next < read_.predications.size() && read_.predications[next].sentence == s) ++next;
      if (!views[s]) continue;
      speaker_ = speakers[s];
      apply_patterns(s, *views[s]);
      for (std::size_t p = first; p < next; ++p) apply_predication(s, *views[s], p);
    }
    auto claims = maker_.take();
    tidy_claims(claims);
    settle_claims(read_.text, document_, claims);
    return claims;
  }

 private:
  void apply_patterns(std::uint32_t number, const SentenceView& sentence) {
    std::vector<FrameUse> uses = frames_.patterns_anywhere();
    for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
      const auto& more = frames_.patterns(sentence.token(i).form);
      uses.insert(uses.end(), more.begin(), more.end());
    }
    std::sort(uses.begin(), uses.end());
    uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
    for (const FrameUse& use : uses) {
      const Frame& frame = frames_.frames()[use.frame];
      const Pattern& pattern = frame.patterns[use.line];
      if (!may_match(sentence, pattern)) continue;
      for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
        const auto match = match_pattern(sentence, pattern, i);
        if (match) add_pattern_claims(number, sentence, frame, *match);
      }
    }
  }

  void add_pattern_claims(std::uint32_t number, const SentenceView& sentence, const Frame& frame,
                          const Match& match) {
    MatchContext context;
    context.sentence = number;
    context.speaker = speaker_;
    context.modality = !frame.modality.empty() ? frame.modality
                       : frame.plain           ? "stated"
                                               : find_modality(sentence, match, frame.relation);
    maker_.add(sentence, frame, match, context);
  }

  void apply_predication(std::uint32_t number, const SentenceView& sentence, std::size_t p) {
    const Predication& predication = read_.predications[p];
    for (const FrameUse& use : matcher_.candidates(frames_, predication)) {
      const Frame& frame = frames_.frames()[use.frame];
      const PredicationPattern& pattern = frame.predications[use.line];
      const auto match = matcher_.match(predication, pattern, pattern.triggers[use.trigger]);
      if (!match) continue;
      MatchContext context;
      context.sentence = number;
      context.from_tree = true;
      context.speaker = speaker_of(predication);
      context.modality = modality_of(predication, frame);
      context.circumstances = matcher_.circumstances(predication);
      maker_.add(sentence, frame, *match, context);
    }
  }

  std::string speaker_of(const Predication& predication) const {
    if (predication.speaker == no_token) return speaker_;
    const std::uint32_t m = document_.mention_over[predication.speaker];
    if (m == no_entity || m >= document_.mentions.size()) return speaker_;
    return document_.entities[document_.mentions[m].entities.front()].name;
  }

  static std::string modality_of(const Predication& predication, const Frame& frame) {
    // Who has not left, or is asked to leave, is still there.
    const bool open = predication.negated || predication.modality != Modality::asserted;
    if (frame.modality == "former" && open) return "stated";
    if (predication.negated) return "negated";
    if (!frame.modality.empty()) return frame.modality;
    if (predication.modality == Modality::alleged) return "alleged";
    if (frame.plain) return "stated";
    if (predication.former) return "former";
    return predication.modality == Modality::asserted ? "stated" : "planned";
  }

  const ReadText& read_;
  ResolvedDocument& document_;
  const FrameSet& frames_;
  const WordClasses& classes_;
  PredicationMatcher matcher_;
  ClaimMaker maker_;
  std::string speaker_;
};

}  // namespace

void tidy_claims(std::vector<FoundClaim>& claims) {
  const auto fact = [](const FoundClaim& c) {
    return std::tie(c.sentence, c.subject, c.relation, c.object);
  };
  // The most confident statement of a fact is kept; it gains the qualifiers of the others.
  std::stable_sort(claims.begin(), claims.end(), [&](const FoundClaim& a, const FoundClaim& b) {
    if (fact(a) != fact(b)) return fact(a) < fact(b);
    return a.confidence > b.confidence;
  });
  std::vector<FoundClaim> kept;
  for (FoundClaim& claim : claims) {
    if (!kept.empty() && fact(kept.back()) == fact(claim)) {
      FoundClaim& first = kept.back();
      // How something is put shows better in a tree than in the words around it.
      if (claim.from_tree && !first.from_tree) {
        first.modality = claim.modality;
        first.from_tree = true;
      }
      for (auto& [name, value] : claim.qualifiers) first.qualifiers.emplace(name, value);
      continue;
    }
    kept.push_back(std::move(claim));
  }
  const auto place = [](const FoundClaim& c) {
    return std::tie(c.sentence, c.span.begin, c.span.end, c.relation, c.subject_span.begin,
                    c.object_span.begin);
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const FoundClaim& a, const FoundClaim& b) { return place(a) < place(b); });
  claims = std::move(kept);
}

std::vector<FoundClaim> find_claims(const ReadText& read, ResolvedDocument& document,
                                    const FrameSet& frames, const Gazetteer& gazetteer,
                                    const WordClasses& classes) {
  return ClaimFinder(read, document, frames, gazetteer, classes).run();
}

}  // namespace entente::ingest
