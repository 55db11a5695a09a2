#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ingest/text/vocabulary.hpp"

namespace entente::ingest {

/// How a mention names its entity.
enum class MentionForm : std::uint8_t {
  name,
  /// "Chinese", "Western".
  adjective,
  /// "Russians": the inhabitants stand for the country.
  people,
  /// "he", "the company", "the two countries": found by reference, not by name.
  reference,
};

inline constexpr std::uint32_t no_entity = 0xFFFFFFFFU;

/// A stretch of tokens that names an entity.
struct Mention {
  /// Tokens [first_token, last_token) of the document.
  std::uint32_t first_token = 0;
  std::uint32_t last_token = 0;
  EntityType type = EntityType::Organization;
  MentionForm form = MentionForm::name;
  /// Name of the entity, if it is known better than from the text.
  std::string canonical;
  /// ISO 3166-1 code: of the country itself, or of the country that a place or company is in.
  std::string country;
  /// ISO code of the country that this place or seat of government also stands for.
  std::string stands_for;
  /// Further facts about the entity ("date", "amount", "currency").
  std::vector<std::pair<std::string, std::string>> properties;
  double confidence = 1;
  /// The words around the name told the type, against what the name itself looks like.
  bool told = false;
  /// Index into the entities of the document; set when names are resolved. Some references stand
  /// for several ("the two countries").
  std::vector<std::uint32_t> entities;

  [[nodiscard]] std::uint32_t size() const { return last_token - first_token; }
};

}  // namespace entente::ingest
