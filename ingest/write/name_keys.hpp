#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

/// What a key has in common with the names it is made of.
enum class NameKeyKind : std::uint8_t {
  /// The name, or the surname alone.
  plain,
  /// How the name sounds: first and last word of a person's name, all words of another one.
  spelling,
  /// The initials of a name, or a name that is written in capitals as initials are.
  initials,
  /// The name of a company without its legal form.
  bare_company,
};

/// The kind of a key that alias_keys() made.
NameKeyKind kind_of_key(std::string_view key);

/// Key under which a name is looked up whatever the type.
std::string plain_alias(const std::string& name);
/// Keys of all names of an entity with these labels, sorted; a person's full names count by their
/// surname too. Titles before a name are left out.
std::vector<std::string> alias_keys(const std::vector<std::string>& labels,
                                    const std::vector<std::string>& names);
/// Key that belongs to exactly one entity: type and canonical name.
std::string identity_alias(const std::string& type, const std::string& name);

/// The words of a name as they sound: romanised, spelled by one rule where transliterations and
/// spellings differ ("Zelenskyy", "Zelensky", "Зеленский" → "zelenski"), given names in one form of
/// all languages.
std::vector<std::string> spelled_words(std::string_view name);

}  // namespace entente::ingest
