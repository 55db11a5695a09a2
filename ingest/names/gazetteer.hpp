#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/names/mention.hpp"
#include "ingest/text/tokens.hpp"

namespace entente::ingest {

enum class Gender : std::uint8_t { unknown, male, female };

/// What a common noun is in its commonest sense.
struct NounClass {
  enum class Kind : std::uint8_t { thing, person, group, place } kind = Kind::thing;
  Gender gender = Gender::unknown;
};

/// One reading of a name in the gazetteer.
struct GazetteerEntry {
  EntityType type = EntityType::Organization;
  MentionForm form = MentionForm::name;
  std::string canonical;
  std::string country;
  std::string stands_for;
  /// Inhabitants of a city; 0 for everything else.
  std::uint32_t population = 0;
  /// May be written in lower case ("natural gas").
  bool lower_case = false;
  /// Must be written in capitals ("US"), since its letters are also a common word.
  bool capitals = false;
  /// From a hand list, which goes before the generated lists.
  bool hand_made = false;
};

/// The best reading of the longest name that begins at a token.
struct GazetteerMatch {
  const GazetteerEntry* entry = nullptr;
  std::uint32_t token_count = 0;
};

/// Names known beforehand: countries, cities, currencies, organisations, commodities, and common
/// English words. Compiled in; immutable after construction, so any thread may read it.
class Gazetteer {
 public:
  /// The compiled-in one, built on first use.
  static const Gazetteer& built_in();

  /// Longest name at tokens[at] whose writing (capitals) fits.
  /// With `in_place` small cities are believed too: the words before say that it is a place.
  [[nodiscard]] GazetteerMatch find(std::string_view text, std::span<const Token> tokens,
                                    std::size_t at, bool in_place = false) const;
  /// All readings of exactly this name (folded, tokens separated by single spaces).
  [[nodiscard]] std::span<const GazetteerEntry> lookup(std::string_view key) const;

  /// The name of a country by ISO 3166-1 code, or empty.
  [[nodiscard]] std::string_view country_name(std::string_view code) const;
  /// True if the office ("president") does not lead the country.
  [[nodiscard]] bool is_secondary_office(std::string_view code, std::string_view office) const;
  [[nodiscard]] bool is_given_name(std::string_view word) const;
  [[nodiscard]] bool is_family_name_first(std::string_view word) const;
  /// Of a given name, where mostly men or mostly women bear it.
  [[nodiscard]] Gender gender_of_name(std::string_view word) const;
  [[nodiscard]] NounClass noun_class(std::string_view lemma) const;
  /// A common word of English in any regular form; `form` is folded.
  [[nodiscard]] bool is_common_word(std::string_view form) const;
  /// Type of the names that a head word makes ("ministry" → Organization).
  struct Head {
    EntityType type = EntityType::Organization;
    /// The word may be in lower case; it may begin the name ("Bank Rossiya").
    bool lower_case = false;
    bool prefix = false;
  };
  [[nodiscard]] const Head* head(std::string_view form) const;

 private:
  Gazetteer();
  void add(std::string_view name, GazetteerEntry entry);
  void load_generated(std::string_view data);
  void load_countries(std::string_view data);
  void load_entities(std::string_view data);
  void load_things(std::string_view data);
  void load_offices(std::string_view data);
  void load_heads(std::string_view data);

  using Map = std::unordered_map<std::string, std::vector<GazetteerEntry>>;
  Map names_;
  /// Longest name, in tokens, by first token.
  std::unordered_map<std::string, std::uint32_t> longest_;
  std::unordered_map<std::string, std::string> countries_;
  std::unordered_map<std::string, std::string> capitals_;
  std::unordered_map<std::string, std::vector<std::string>> secondary_offices_;
  std::unordered_map<std::string, std::string> words_;
  std::unordered_map<std::string, bool> given_names_;
  std::unordered_map<std::string, bool> family_names_;
  std::unordered_map<std::string, Head> heads_;
  std::unordered_map<std::string, Gender> genders_;
  std::unordered_map<std::string, NounClass> nouns_;
};

/// The key under which names are stored and compared: fold_name of the tokens, joined by spaces.
std::string name_key(std::string_view name);

}  // namespace entente::ingest
