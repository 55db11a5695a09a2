#include "ingest/names/gazetteer.hpp"

#include <algorithm>
#include <charconv>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

std::string token_key(const Token& token) {
  const bool ascii = std::all_of(token.form.begin(), token.form.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? token.form : fold_name(token.form);
}

/// Smallest city that is believed without further evidence, since many are named like something
/// else; a city whose name is also a common word needs more.
constexpr std::uint32_t population_min = 100'000;
constexpr std::uint32_t population_min_common = 2'000'000;

/// Order of readings: hand lists first, then countries, then other kinds, cities by size.
bool better(const GazetteerEntry& a, const GazetteerEntry& b) {
  const auto rank = [](const GazetteerEntry& e) {
    if (e.type == EntityType::Country) return e.hand_made ? 0 : 1;
    if (e.hand_made) return 2;
    if (e.type == EntityType::City) return e.population >= 500'000 ? 3 : 6;
    return e.type == EntityType::Person ? 5 : 4;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a.population != b.population) return a.population > b.population;
  return a.canonical < b.canonical;
}

NounClass noun_class_from(std::string_view code) {
  NounClass noun;
  for (const char letter : code) {
    if (letter == 'p') noun.kind = NounClass::Kind::person;
    if (letter == 'g') noun.kind = NounClass::Kind::group;
    if (letter == 'l') noun.kind = NounClass::Kind::place;
    if (letter == 'm') noun.gender = Gender::male;
    if (letter == 'f') noun.gender = Gender::female;
  }
  return noun;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  for (const Token& token : split_tokens(name, 0, name.size())) {
    if (!key.empty()) key += ' ';
    key += token_key(token);
  }
  return key;
}

const Gazetteer& Gazetteer::built_in() {
  static const Gazetteer gazetteer;
  return gazetteer;
}

Gazetteer::Gazetteer() {
  names_.reserve(50'000);
  load_countries(data::countries());
  load_entities(data::entities());
  load_things(data::things());
  load_offices(data::secondary_offices());
  load_heads(data::heads());
  for_each_word(data::given_names(), [&](std::string_view w) { given_names_[fold(w)] = true; });
  for_each_word(data::family_names_first(),
                [&](std::string_view w) { family_names_[fold(w)] = true; });
  for_each_word(data::female_names(),
                [&](std::string_view w) { genders_[fold(w)] = Gender::female; });
  for_each_word(data::male_names(), [&](std::string_view w) { genders_[fold(w)] = Gender::male; });
  load_generated(data::gazetteer());
  for (auto& [key, entries] : names_) std::stable_sort(entries.begin(), entries.end(), better);
}

void Gazetteer::add(std::string_view name, GazetteerEntry entry) {
  const auto tokens = split_tokens(name, 0, name.size());
  if (tokens.empty()) return;
  std::string key;
  for (const Token& token : tokens) {
    if (!key.empty()) key += ' ';
    key += token_key(token);
  }
  entry.lower_case = entry.lower_case || !begins_upper(name);
  constexpr std::size_t acronym_bytes_max = 5;
  entry.capitals = tokens.size() == 1 && name.size() <= acronym_bytes_max && all_upper(name);
  auto& longest = longest_[token_key(tokens.front())];
  longest = std::max(longest, static_cast<std::uint32_t>(tokens.size()));
  auto& entries = names_[std::move(key)];
  const bool known = std::any_of(entries.begin(), entries.end(), [&](const GazetteerEntry& e) {
    return e.type == entry.type && e.canonical == entry.canonical && e.form == entry.form;
  });
  // A generated reading never competes with a hand-made one of the same name, except for countries'
  // capitals, which need their generated city.
  const bool overruled = !entry.hand_made && !entries.empty() && entries.front().hand_made;
  if (!known && !overruled) entries.push_back(std::move(entry));
}

void Gazetteer::load_countries(std::string_view data) {
  // The names come with the generated list; codes without one there (Kosovo) name themselves first.
  for_each_line(data::gazetteer(), [&](std::string_view line) {
    const auto field = split_fields(line, '\t');
    if (field.size() < 5 || field[0] != "country") return;
    countries_.emplace(field[3], field[2]);
  });
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, '|');
    if (field.size() < 5) return;
    const std::string code(field[0]);
    if (countries_.find(code) == countries_.end()) {
      countries_[code] = split_fields(field[4], ';').front();
    }
    GazetteerEntry entry;
    entry.type = EntityType::Country;
    entry.canonical = countries_[code];
    entry.country = code;
    entry.hand_made = true;
    add(entry.canonical, entry);
    for (const auto name : split_fields(field[4], ';')) add(name, entry);
    entry.form = MentionForm::adjective;
    for (const auto name : split_fields(field[1], ';')) add(name, entry);
    entry.form = MentionForm::people;
    for (const auto name : split_fields(field[2], ';')) add(name, entry);
    if (!field[3].empty()) {
      GazetteerEntry capital;
      capital.type = EntityType::City;
      capital.canonical = field[3];
      capital.country = code;
      // A capital of the same name as its country is read as the country.
      if (name_key(field[3]) != name_key(entry.canonical)) {
        capital.stands_for = code;
        capital.hand_made = true;
        add(field[3], capital);
      }
    }
  });
}

void Gazetteer::load_entities(std::string_view data) {
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, '|');
    if (field.size() < 5) return;
    const auto type = entity_type_from(field[0]);
    if (!type) return;
    GazetteerEntry entry;
    entry.type = *type;
    entry.canonical = field[1];
    entry.country = field[3];
    entry.stands_for = field[4];
    entry.hand_made = true;
    add(field[1], entry);
    for (std::string_view name : split_fields(field[2], ';')) {
      GazetteerEntry other = entry;
      constexpr std::string_view adjective_mark = "/adj";
      if (name.ends_with(adjective_mark)) {
        name.remove_suffix(adjective_mark.size());
        other.form = MentionForm::adjective;
      }
      add(name, std::move(other));
    }
  });
}

void Gazetteer::load_things(std::string_view data) {
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, '|');
    if (field.size() < 3) return;
    const auto type = entity_type_from(field[0]);
    if (!type) return;
    GazetteerEntry entry;
    entry.type = *type;
    entry.canonical = field[1];
    entry.hand_made = true;
    entry.lower_case = true;
    add(field[1], entry);
    for (const auto name : split_fields(field[2], ';')) add(name, entry);
  });
}

void Gazetteer::load_offices(std::string_view data) {
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, '|');
    if (field.size() < 2) return;
    auto& offices = secondary_offices_[std::string(field[0])];
    for (const auto office : split_fields(field[1], ';')) offices.emplace_back(office);
  });
}

void Gazetteer::load_heads(std::string_view data) {
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, '\t');
    if (field.size() < 2) return;
    const auto type = entity_type_from(field[1]);
    if (!type) return;
    const std::string_view mark = field.size() > 2 ? field[2] : std::string_view{};
    heads_[std::string(field[0])] = Head{*type, mark == "lower", mark == "prefix"};
  });
}

void Gazetteer::load_generated(std::string_view data) {
  for_each_line(data, [&](std::string_view line) {
    const auto field = split_fields(line, '\t');
    if (field.size() < 5) return;
    if (field[0] == "word") {
      words_[std::string(field[1])] = field[3];
      return;
    }
    if (field[0] == "noun") {
      nouns_[std::string(field[1])] = noun_class_from(field[3]);
      return;
    }
    GazetteerEntry entry;
    entry.canonical = field[2];
    entry.country = field[3];
    if (field[0] == "country") {
      entry.type = EntityType::Country;
    } else if (field[0] == "city") {
      entry.type = EntityType::City;
      std::from_chars(field[4].data(), field[4].data() + field[4].size(), entry.population);
    } else if (field[0] == "currency") {
      entry.type = EntityType::Currency;
      entry.country.clear();
    } else if (field[0] == "region") {
      entry.type = EntityType::Region;
    } else if (field[0] == "waterway") {
      entry.type = EntityType::Waterway;
    } else if (field[0] == "person") {
      entry.type = EntityType::Person;
    } else if (field[0] == "event") {
      entry.type = EntityType::Event;
    }
    // Single words of WordNet's persons and organisations are surnames and words with other
    // meanings.
    const bool single = field[1].find(' ') == std::string_view::npos;
    const bool risky = entry.type == EntityType::Person || entry.type == EntityType::Organization ||
                       entry.type == EntityType::Event;
    if (single && risky) return;
    add(field[1], std::move(entry));
  });
}

GazetteerMatch Gazetteer::find(std::string_view text, std::span<const Token> tokens, std::size_t at,
                               bool in_place) const {
  const auto longest = longest_.find(token_key(tokens[at]));
  if (longest == longest_.end()) return {};
  std::vector<std::string> keys;
  std::string key;
  const std::size_t count = std::min<std::size_t>(longest->second, tokens.size() - at);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) key += ' ';
    key += token_key(tokens[at + i]);
    keys.push_back(key);
  }
  for (std::size_t size = count; size > 0; --size) {
    const auto found = names_.find(keys[size - 1]);
    if (found == names_.end()) continue;
    const auto written =
        text.substr(tokens[at].begin, tokens[at + size - 1].end - tokens[at].begin);
    const bool common = size == 1 && is_common_word(keys[0]);
    for (const GazetteerEntry& entry : found->second) {
      if (entry.capitals && !all_upper(written)) continue;
      if (!entry.lower_case && !tokens[at].upper) continue;
      if (entry.type == EntityType::City && !entry.hand_made && !(in_place && !common) &&
          entry.population < (common ? population_min_common : population_min)) {
        continue;
      }
      return {&entry, static_cast<std::uint32_t>(size)};
    }
  }
  return {};
}

std::span<const GazetteerEntry> Gazetteer::lookup(std::string_view key) const {
  const auto found = names_.find(std::string(key));
  return found == names_.end() ? std::span<const GazetteerEntry>{} : found->second;
}

std::string_view Gazetteer::country_name(std::string_view code) const {
  const auto found = countries_.find(std::string(code));
  return found == countries_.end() ? std::string_view{} : found->second;
}

bool Gazetteer::is_secondary_office(std::string_view code, std::string_view office) const {
  const auto found = secondary_offices_.find(std::string(code));
  return found != secondary_offices_.end() &&
         std::find(found->second.begin(), found->second.end(), office) != found->second.end();
}

bool Gazetteer::is_given_name(std::string_view word) const {
  return given_names_.count(fold(word)) > 0;
}

bool Gazetteer::is_family_name_first(std::string_view word) const {
  return family_names_.count(fold(word)) > 0;
}

Gender Gazetteer::gender_of_name(std::string_view word) const {
  const auto found = genders_.find(fold(word));
  return found == genders_.end() ? Gender::unknown : found->second;
}

NounClass Gazetteer::noun_class(std::string_view lemma) const {
  const auto found = nouns_.find(std::string(lemma));
  return found == nouns_.end() ? NounClass{} : found->second;
}

bool Gazetteer::is_common_word(std::string_view form) const {
  const auto known = [&](const std::string& word) { return words_.count(word) > 0; };
  const std::string word(form);
  if (known(word)) return true;
  const auto strip = [&](std::string_view ending, const char* replacement) {
    return form.size() > ending.size() + 2 && form.ends_with(ending) &&
           known(word.substr(0, word.size() - ending.size()) + replacement);
  };
  return strip("s", "") || strip("es", "") || strip("ies", "y") || strip("ed", "") ||
         strip("ed", "e") || strip("ing", "") || strip("ing", "e");
}

const Gazetteer::Head* Gazetteer::head(std::string_view form) const {
  const auto found = heads_.find(std::string(form));
  return found == heads_.end() ? nullptr : &found->second;
}

}  // namespace entente::ingest
