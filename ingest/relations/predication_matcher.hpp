#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/relations/frame_set.hpp"
#include "ingest/relations/matcher.hpp"

namespace entente::ingest {

/// Matches frames with the predications of a document. The references must outlive it.
class PredicationMatcher {
 public:
  PredicationMatcher(const SplitText& text, const std::vector<model::ParsedSentence>& parsed,
                     const std::vector<Predication>& predications, const ResolvedDocument& document,
                     const WordClasses& classes);

  /// Lines whose words begin to match the predication, in order. Of phrases with the same head
  /// only the longest count: "vice president" is no "president".
  [[nodiscard]] std::vector<FrameUse> candidates(const FrameSet& frames,
                                                 const Predication& predication) const;

  /// How the line's places are filled, or nullopt. The match covers the head and all fillers.
  [[nodiscard]] std::optional<Match> match(const Predication& predication,
                                           const PredicationPattern& pattern,
                                           const Trigger& trigger) const;
  /// Number of the first place that is not filled as it must be; the number of places if none is.
  [[nodiscard]] std::size_t first_unfilled(const Predication& predication,
                                           const PredicationPattern& pattern) const;

  /// Mentions of dates, sums and goods among what is said of the predication, in order.
  [[nodiscard]] std::vector<std::uint32_t> circumstances(const Predication& predication) const;

 private:
  /// What one place is filled with.
  struct Filling {
    std::vector<std::uint32_t> mentions;
    /// Heads of what fills it, also without mentions.
    std::vector<std::uint32_t> tokens;
  };

  [[nodiscard]] bool begins(const Predication& predication, const Trigger& trigger) const;
  [[nodiscard]] Filling fill(const Predication& predication, const Place& place) const;
  void fill_with(std::uint32_t token, const Place& place, Filling& filling) const;
  void fill_from(const std::vector<Argument>& arguments, const PlaceName& name, const Place& place,
                 Filling& filling) const;
  void fill_along(const Predication& predication, const PlaceName& name, std::size_t step,
                  const Place& place, Filling& filling) const;
  void fill_from_tail(const Predication& predication, const PlaceName& name, const Place& place,
                      int depth, Filling& filling) const;
  void fill_from_governors(const Predication& predication, const PlaceName& name,
                           const Place& place, Filling& filling) const;
  [[nodiscard]] bool fits_words(const Place& place, std::uint32_t token) const;
  [[nodiscard]] bool ends_phrase(int word_class, std::uint32_t token) const;
  [[nodiscard]] std::uint32_t mention_for(std::uint32_t token, const SlotFilter& filter) const;
  [[nodiscard]] std::uint32_t named_beside(std::uint32_t token, const SlotFilter& filter) const;
  [[nodiscard]] std::uint32_t described_by(std::uint32_t token, const SlotFilter& filter) const;
  [[nodiscard]] bool is_origin(std::uint32_t token) const;
  [[nodiscard]] std::uint32_t whole_of(std::uint32_t token, const SlotFilter& filter) const;
  [[nodiscard]] std::uint32_t whom_they_act_for(std::uint32_t token,
                                                const SlotFilter& filter) const;
  /// Token that heads this one in its tree, or no_token.
  [[nodiscard]] std::uint32_t head_of(std::uint32_t token) const;
  [[nodiscard]] const model::ParsedToken& parsed_token(std::uint32_t token) const;
  /// Predications from which a place may be filled when the parser has put a phrase elsewhere: of a
  /// verb the nouns that are its object or complement, of a noun the verbs of which it is one.
  [[nodiscard]] std::vector<const Predication*> neighbours(const Predication& predication) const;

  /// The predication that a token heads, or null.
  [[nodiscard]] const Predication* noun_at(std::uint32_t token) const;

  const SplitText& text_;
  const std::vector<model::ParsedSentence>& parsed_;
  const std::vector<Predication>& predications_;
  const ResolvedDocument& document_;
  const WordClasses& classes_;
  int officials_class_;
  int fighters_class_;
  int parts_class_;
  /// Sentence of each token.
  std::vector<std::uint32_t> sentence_of_;
  /// Predications of which a token heads an object, complement or "as" phrase, by token.
  std::vector<std::vector<std::uint32_t>> governed_by_;
};

}  // namespace entente::ingest
