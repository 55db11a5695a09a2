#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/names/recogniser.hpp"

namespace entente::ingest {

/// Order in which candidates win over others that overlap them; smaller goes first.
enum class NamePriority : std::uint8_t {
  number,
  structure,
  organisation,
  gazetteer_phrase,
  person,
  /// Single words of hand lists, which are surer than what the model makes of one word.
  gazetteer_word,
  model_word,
  /// Single words of generated lists.
  generated_word,
  unknown,
};

struct NameCandidate {
  Mention mention;
  NamePriority priority = NamePriority::unknown;
};

/// What a rule works on: one sentence and where its finds go. Token numbers are the document's.
class NameContext {
 public:
  NameContext(const SplitText& text, const Gazetteer& gazetteer, const WordClasses& classes,
              std::vector<NameCandidate>& found)
      : text_(text), gazetteer_(gazetteer), classes_(classes), found_(found) {}

  /// `parsed` is what the language model made of the sentence, or null.
  void set_sentence(const Sentence& sentence, const model::ParsedSentence* parsed);

  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }
  /// The sentence is a heading in which most words are capitalised, so capitals mean nothing.
  [[nodiscard]] bool title_case() const { return title_case_; }
  [[nodiscard]] const Token& token(std::uint32_t i) const { return text_.tokens[i]; }
  /// The tokens up to the end of the sentence.
  [[nodiscard]] std::span<const Token> tokens() const { return {text_.tokens.data(), end_}; }
  [[nodiscard]] std::string_view document() const { return text_.text; }
  [[nodiscard]] const Gazetteer& gazetteer() const { return gazetteer_; }
  /// The model's reading of the sentence, whose tokens count from begin(); null without a model.
  [[nodiscard]] const model::ParsedSentence* parsed() const { return parsed_; }
  /// The model's reading of token i, or null.
  [[nodiscard]] const model::ParsedToken* parsed_token(std::uint32_t i) const {
    return parsed_ != nullptr && has(i) ? &parsed_->tokens[i - begin_] : nullptr;
  }

  [[nodiscard]] bool has(std::uint32_t i) const { return i >= begin_ && i < end_; }
  /// The folded form of token i, or empty outside the sentence.
  [[nodiscard]] std::string_view form(std::int64_t i) const;
  /// Tokens of an entry of the class at i, 0 if there is none.
  [[nodiscard]] std::uint32_t in_class(const char* name, std::uint32_t i) const;
  /// The lemma of token i is an entry of the class; false without a model.
  [[nodiscard]] bool lemma_in_class(const char* name, std::uint32_t i) const;
  /// A capitalised word that may be part of a name: no function word at the start of the sentence.
  [[nodiscard]] bool is_name_word(std::uint32_t i) const;
  /// A title or office begins here, with capitals ("President", "Foreign Minister").
  [[nodiscard]] std::uint32_t title_size(std::uint32_t i) const;
  /// Whether the words [first, last) are a whole name elsewhere in the document: no capitalised
  /// word, number, "and", "of" or "&" is beside them there.
  [[nodiscard]] bool stands_alone(std::uint32_t first, std::uint32_t last) const;
  /// The text of tokens [first, last) with runs of space collapsed.
  [[nodiscard]] std::string words(std::uint32_t first, std::uint32_t last) const;

  Mention& add(NamePriority priority, std::uint32_t first, std::uint32_t last, EntityType type,
               std::string canonical = {});

 private:
  const SplitText& text_;
  const Gazetteer& gazetteer_;
  const WordClasses& classes_;
  std::vector<NameCandidate>& found_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  bool title_case_ = false;
  const model::ParsedSentence* parsed_ = nullptr;
};

/// Tokens [first, last) of the document.
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
/// The names in what the model takes for one organisation: "Norvelio and the Bank of Japan" are
/// two, "Faculty of Law of the University of Oslo" too; "Ministry of Trade and Industry" is one.
std::vector<TokenRange> split_organisations(const NameContext& context, TokenRange range);
/// What a common noun behind the name says that the name is ("Kashagan field", "Tarbela dam"), and
/// where that noun ends; nothing if none stands there.
struct NounAfter {
  EntityType type = EntityType::Facility;
  std::uint32_t last = 0;
};
std::optional<NounAfter> noun_after(const NameContext& context, std::uint32_t last);
/// A prize, medal or the like ("Nobel Peace Prize"), which is nobody.
bool is_award(const NameContext& context, std::uint32_t first, std::uint32_t last);
/// What kind of place the name [first, last) is, which the model takes for one.
struct PlaceKind {
  EntityType type = EntityType::Region;
  std::string canonical;
  std::string country;
  std::string stands_for;
};
PlaceKind kind_of_place(const NameContext& context, std::uint32_t first, std::uint32_t last);
/// What kind of organisation the name [first, last) is; nothing for a book, a film or the like.
std::optional<EntityType> kind_of_organisation(const NameContext& context, std::uint32_t first,
                                               std::uint32_t last);
/// What the words around a name say it is: nouns that describe it, roles in it ("chief executive
/// of"), verbs that take it ("joined", "founded").
enum class Surroundings : std::uint8_t { silent, person, place, organisation, company };
Surroundings told_by_surroundings(const NameContext& context, std::uint32_t first,
                                  std::uint32_t last);
/// The type of entity that this means; a place is taken for a town.
std::optional<EntityType> type_of(Surroundings told);
/// The token of [first, last) whose head stands outside, with a model; else the last.
std::uint32_t head_of_name(const NameContext& context, std::uint32_t first, std::uint32_t last);

// The rules, one to a file.
void find_dates(NameContext& context);
void find_money(NameContext& context);
void find_pipelines_and_projects(NameContext& context);
void find_organisations(NameContext& context);
void find_gazetteer_names(NameContext& context);
void find_persons(NameContext& context);
void find_events(NameContext& context);
void find_model_names(NameContext& context);
void find_unknown_names(NameContext& context);

}  // namespace entente::ingest
