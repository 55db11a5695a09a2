#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ingest/relations/extractor.hpp"
#include "ingest/relations/matcher.hpp"

namespace entente::ingest {

/// What is known of a match beside its places.
struct MatchContext {
  std::uint32_t sentence = 0;
  /// The sentence's tree says so, not only its words.
  bool from_tree = false;
  std::string modality;
  /// Name of who is said to say so, or empty.
  std::string speaker;
  /// Mentions of dates, sums and goods that belong to what was matched; looked for in the words
  /// around the match if `from_tree` is not set.
  std::vector<std::uint32_t> circumstances;
};

/// Makes claims of matches: entities of the mentions, all pairs of coordinations, qualifiers and
/// time. May add entities to the document (the country that "Moscow" stands for).
class ClaimMaker {
 public:
  ClaimMaker(const SplitText& text, ResolvedDocument& document, const Gazetteer& gazetteer)
      : text_(text), document_(document), gazetteer_(gazetteer) {}

  void add(const SentenceView& sentence, const Frame& frame, const Match& match,
           const MatchContext& context);
  [[nodiscard]] std::vector<FoundClaim> take() { return std::move(claims_); }

 private:
  std::vector<std::uint32_t> entities_of(const SlotFill& fill);
  [[nodiscard]] TextSpan span_of(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] TextSpan span_of(const SlotFill& fill) const;
  [[nodiscard]] std::vector<SlotFill> with_enclosing(const std::vector<SlotFill>& objects) const;
  void add_pairs(const Match& match, const FoundClaim& model, bool symmetric);
  void add_claim(FoundClaim claim, bool symmetric, const std::pair<std::uint32_t, SlotFill>& s,
                 const std::pair<std::uint32_t, SlotFill>& o);
  void judge_office(FoundClaim& claim) const;
  void add_qualifiers(const SentenceView& sentence, const Frame& frame, const Match& match,
                      const MatchContext& context, FoundClaim& model) const;
  void add_circumstances(const SentenceView& sentence, const Frame& frame,
                         const MatchContext& context, FoundClaim& model) const;
  void add_thing(std::uint32_t mention, FoundClaim& model) const;
  void find_time(const SentenceView& sentence, const Frame& frame, const Match& match,
                 FoundClaim& model) const;
  void add_time(const SentenceView& sentence, const Mention& mention, std::uint32_t index,
                FoundClaim& model) const;
  void add_text(FoundClaim& model, const std::string& name, std::uint32_t mention) const;

  const SplitText& text_;
  ResolvedDocument& document_;
  const Gazetteer& gazetteer_;
  std::vector<FoundClaim> claims_;
};

}  // namespace entente::ingest
