#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ingest/names/word_classes.hpp"
#include "ingest/relations/frame.hpp"
#include "ingest/resolve/document_entities.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// Whether a mention may fill a slot.
bool accepts(const SlotFilter& filter, const Mention& mention);

/// A way in which a slot can be filled at a token: the mentions (several if they are coordinated)
/// and the token after them.
struct SlotReading {
  std::vector<std::uint32_t> mentions;
  std::uint32_t end = 0;
};

/// One sentence with its noun phrases: where names begin when articles, titles and descriptions
/// before them are counted ("the Russian telecommunications giant MTS"), and which are coordinated.
class SentenceView {
 public:
  SentenceView(const SplitText& text, const Sentence& sentence, const ResolvedDocument& document,
               const WordClasses& classes);

  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }
  [[nodiscard]] const Token& token(std::uint32_t i) const { return text_.tokens[i]; }
  [[nodiscard]] std::span<const Token> tokens() const { return {text_.tokens.data(), end_}; }
  [[nodiscard]] const ResolvedDocument& document() const { return document_; }
  [[nodiscard]] const WordClasses& classes() const { return classes_; }
  [[nodiscard]] bool has_form(const std::string& form) const { return forms_.count(form) > 0; }
  [[nodiscard]] std::string_view form(std::uint32_t i) const {
    return i < end_ ? std::string_view(text_.tokens[i].form) : std::string_view{};
  }

  /// Mention that begins at or covers token i, or no_entity.
  [[nodiscard]] std::uint32_t mention_at(std::uint32_t i) const;
  [[nodiscard]] std::uint32_t mention_over(std::uint32_t i) const;

  /// All ways to fill a slot at token i, the widest first.
  [[nodiscard]] std::vector<SlotReading> readings(std::uint32_t i, const SlotFilter& filter) const;

 private:
  void find_phrase_begins();
  [[nodiscard]] std::uint32_t phrase_begin(const Mention& mention) const;
  [[nodiscard]] std::uint32_t back_over_class(const char* name, std::uint32_t at) const;
  [[nodiscard]] std::uint32_t skip_acronym(std::uint32_t after) const;
  [[nodiscard]] std::uint32_t apposition_end(std::uint32_t after) const;
  [[nodiscard]] bool is_origin(std::uint32_t i, std::uint32_t mention) const;
  void add_readings(std::uint32_t mention, const SlotFilter& filter,
                    std::vector<SlotReading>& out) const;
  [[nodiscard]] std::uint32_t next_coordinated(std::uint32_t after, const SlotFilter& filter,
                                               bool& last) const;

  const SplitText& text_;
  const ResolvedDocument& document_;
  const WordClasses& classes_;
  std::uint32_t begin_;
  std::uint32_t end_;
  std::unordered_set<std::string> forms_;
  /// For each token of the sentence the mention whose phrase begins there, besides the mention that
  /// itself begins there.
  std::vector<std::uint32_t> phrase_at_;
};

/// Of every sentence; none where nothing is mentioned. All arguments must outlive the views.
std::vector<std::optional<SentenceView>> views_of_sentences(const SplitText& text,
                                                            const ResolvedDocument& document,
                                                            const WordClasses& classes);

}  // namespace entente::ingest
