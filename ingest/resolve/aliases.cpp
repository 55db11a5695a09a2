#include <algorithm>
#include <map>
#include <span>
#include <string>

#include "ingest/resolve/resolver_steps.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Which tokens are covered by which mention.
std::vector<std::uint32_t> coverage(const SplitText& text, const std::vector<Mention>& mentions) {
  std::vector<std::uint32_t> over(text.tokens.size(), no_entity);
  for (std::uint32_t m = 0; m < mentions.size(); ++m) {
    for (std::uint32_t i = mentions[m].first_token; i < mentions[m].last_token; ++i) over[i] = m;
  }
  return over;
}

bool repeats_as_phrase(EntityType type) {
  switch (type) {
    case EntityType::Pipeline:
    case EntityType::Project:
    case EntityType::Organization:
    case EntityType::Company:
    case EntityType::Initiative:
    case EntityType::Facility: return true;
    default: return false;
  }
}

/// "Power of Siberia" wherever it stands, if the document calls it a pipeline somewhere.
void add_phrases(const SplitText& text, std::vector<Mention>& mentions) {
  const auto over = coverage(text, mentions);
  std::map<std::string, std::vector<std::pair<std::string, Mention>>> by_first_word;
  for (const Mention& mention : mentions) {
    if (!repeats_as_phrase(mention.type) || mention.form != MentionForm::name) continue;
    const std::string key = name_key(mention.canonical);
    if (key.find(' ') == std::string::npos) continue;
    auto& phrases = by_first_word[key.substr(0, key.find(' '))];
    const bool known = std::any_of(phrases.begin(), phrases.end(),
                                   [&](const auto& phrase) { return phrase.first == key; });
    if (!known) phrases.emplace_back(key, mention);
  }
  std::vector<Mention> added;
  std::vector<bool> dropped(mentions.size(), false);
  for (std::uint32_t i = 0; i < text.tokens.size(); ++i) {
    const auto phrases = by_first_word.find(text.tokens[i].form);
    if (phrases == by_first_word.end()) continue;
    for (const auto& [key, model] : phrases->second) {
      std::uint32_t last = i;
      std::string found;
      while (last < text.tokens.size() && found.size() < key.size()) {
        if (!found.empty()) found += ' ';
        found += text.tokens[last++].form;
      }
      if (found != key) continue;
      // Only names that lie wholly inside give way.
      bool free = true;
      for (std::uint32_t k = i; k < last && free; ++k) {
        if (over[k] == no_entity) continue;
        const Mention& other = mentions[over[k]];
        free = other.first_token >= i && other.last_token <= last && other.size() < last - i;
      }
      if (!free) continue;
      for (std::uint32_t k = i; k < last; ++k) {
        if (over[k] != no_entity) dropped[over[k]] = true;
      }
      Mention mention = model;
      mention.first_token = i;
      mention.last_token = last;
      added.push_back(std::move(mention));
      break;
    }
  }
  std::vector<Mention> kept;
  for (std::size_t m = 0; m < mentions.size(); ++m) {
    if (!dropped[m]) kept.push_back(std::move(mentions[m]));
  }
  kept.insert(kept.end(), added.begin(), added.end());
  mentions = std::move(kept);
}

/// The words of a person's full name by which the text may call him alone.
std::vector<std::string> short_names(const Gazetteer& gazetteer, const std::string& name) {
  const auto tokens = split_tokens(name, 0, name.size());
  std::vector<std::string> names = {tokens.back().form};
  if (gazetteer.is_family_name_first(tokens.front().form) &&
      !gazetteer.is_given_name(tokens.front().form)) {
    names.insert(names.begin(), tokens.front().form);
  }
  return names;
}

struct FullName {
  std::uint32_t first_token = 0;
  Mention model;
  /// It is the family name, not a given name that needs a title before it.
  bool family = true;
};

/// Full names by given name; empty where several persons bear it.
std::map<std::string, std::string> persons_by_given_name(const std::vector<Mention>& mentions) {
  std::map<std::string, std::string> persons;
  for (const Mention& mention : mentions) {
    if (mention.type != EntityType::Person || mention.form != MentionForm::name) continue;
    const std::string key = name_key(mention.canonical);
    const auto space = key.find(' ');
    if (space == std::string::npos) continue;
    const auto [found, added] = persons.emplace(key.substr(0, space), mention.canonical);
    if (!added && name_key(found->second) != key) found->second.clear();
  }
  return persons;
}

/// Surnames alone, and single names after a title, take the full name of the person who was named
/// last before them (or first after them).
void add_surnames(const SplitText& text, const Gazetteer& gazetteer, const WordClasses& classes,
                  std::vector<Mention>& mentions) {
  std::map<std::string, std::vector<FullName>> persons;
  for (const Mention& mention : mentions) {
    if (mention.type != EntityType::Person || mention.size() < 2) continue;
    const auto names = short_names(gazetteer, mention.canonical);
    for (std::size_t i = 0; i < names.size(); ++i) {
      persons[names[i]].push_back({mention.first_token, mention, i == 0});
    }
  }
  const auto nearest = [&](const std::vector<FullName>& names, std::uint32_t token) {
    const FullName* best = &names.front();
    for (const FullName& name : names) {
      if (name.first_token < token) best = &name;
    }
    return best;
  };
  const auto by_given_name = persons_by_given_name(mentions);
  for (Mention& mention : mentions) {
    if (mention.type != EntityType::Person || mention.size() != 1) continue;
    const std::string& form = text.tokens[mention.first_token].form;
    if (const auto found = persons.find(form); found != persons.end()) {
      mention.canonical = nearest(found->second, mention.first_token)->model.canonical;
    } else if (const auto given = by_given_name.find(form); given != by_given_name.end()) {
      if (!given->second.empty()) mention.canonical = given->second;
    }
  }
  const auto over = coverage(text, mentions);
  const int honorific = classes.find("honorific");
  for (std::uint32_t i = 0; i < text.tokens.size(); ++i) {
    if (over[i] != no_entity || !text.tokens[i].upper) continue;
    const auto found = persons.find(text.tokens[i].form);
    if (found == persons.end()) continue;
    const FullName* name = nearest(found->second, i);
    const bool titled = i > 0 && classes.match(honorific, text.tokens, i - 1) == 1;
    if (!name->family && !titled) continue;
    Mention mention = name->model;
    mention.first_token = i;
    mention.last_token = i + 1;
    mention.confidence = 0.9;
    mentions.push_back(std::move(mention));
  }
}

bool is_acronym(const SplitText& text, std::uint32_t i) {
  const auto word = text.tokens[i].text(text.text);
  return word.size() >= 2 && word.size() <= 8 && all_upper(word);
}

/// "China National Petroleum Corporation (CNPC)": the letters are another name, here and later.
void add_acronyms(const SplitText& text, std::vector<Mention>& mentions) {
  auto over = coverage(text, mentions);
  std::map<std::string, Mention> models;
  for (const Mention& mention : mentions) {
    const std::uint32_t open = mention.last_token;
    if (open + 2 >= text.tokens.size() || mention.size() < 2) continue;
    if (text.tokens[open].form != "(" || text.tokens[open + 2].form != ")") continue;
    if (is_acronym(text, open + 1)) models.emplace(text.tokens[open + 1].form, mention);
  }
  if (models.empty()) return;
  for (std::uint32_t i = 0; i < text.tokens.size(); ++i) {
    const auto model = models.find(text.tokens[i].form);
    if (model == models.end() || !is_acronym(text, i)) continue;
    if (over[i] != no_entity) {
      Mention& known = mentions[over[i]];
      if (known.size() != 1) continue;
      known.canonical = model->second.canonical;
      known.type = model->second.type;
      known.country = model->second.country;
      continue;
    }
    Mention mention = model->second;
    mention.first_token = i;
    mention.last_token = i + 1;
    mentions.push_back(std::move(mention));
  }
}

/// Words of a company's name that its short form leaves out: legal forms and words of its kind.
bool is_left_out(const Gazetteer& gazetteer, const WordClasses& classes, const Token& token) {
  const int legal_form = classes.find("legal_form");
  const auto tokens = std::span(&token, 1);
  const auto* head = gazetteer.head(token.form);
  return classes.match(legal_form, tokens, 0) > 0 || token.form == "," || token.form == "&" ||
         (head != nullptr && is_corporate(head->type));
}

/// "Glanbia" of "Glanbia, Inc.", "Gazprom" of "PJSC Gazprom": the key of what is left, or empty.
std::string short_form(const SplitText& text, const Gazetteer& gazetteer,
                       const WordClasses& classes, const Mention& mention) {
  std::uint32_t first = mention.first_token;
  std::uint32_t last = mention.last_token;
  const auto left_out = [&](std::uint32_t i) {
    return is_left_out(gazetteer, classes, text.tokens[i]);
  };
  while (last > first && left_out(last - 1)) --last;
  while (first < last && last == mention.last_token && left_out(first)) ++first;
  if (first == last || last - first == mention.size()) return {};
  const std::uint32_t begin = text.tokens[first].begin;
  return name_key(text.text.substr(begin, text.tokens[last - 1].end - begin));
}

/// The first letters of the words with capitals: "Northern Trade Commission" → "ntc".
std::string initials(const SplitText& text, const Mention& mention) {
  std::string letters;
  for (std::uint32_t i = mention.first_token; i < mention.last_token; ++i) {
    if (text.tokens[i].upper) letters += text.tokens[i].form.front();
  }
  constexpr std::size_t letters_min = 3;
  return letters.size() >= letters_min ? letters : std::string{};
}

/// A mention whose kind was guessed may be the short form of a company; a person in full is not.
bool may_be_short_form(const SplitText& text, const Gazetteer& gazetteer, const Mention& mention) {
  if (mention.form != MentionForm::name) return false;
  if (is_corporate(mention.type)) return true;
  constexpr double guessed = 0.8;
  if (mention.confidence > guessed) return false;
  if (mention.type == EntityType::City || mention.type == EntityType::Region) return true;
  return mention.type == EntityType::Person && mention.size() == 1 &&
         !gazetteer.is_given_name(text.tokens[mention.first_token].form);
}

/// Short forms and initials of the companies and organisations that the document names in full.
void join_short_forms(const SplitText& text, const Gazetteer& gazetteer, const WordClasses& classes,
                      std::vector<Mention>& mentions) {
  std::map<std::string, std::string> full_of;
  std::map<std::string, EntityType> type_of_full;
  const auto add = [&](std::string key, const Mention& mention) {
    if (key.empty()) return;
    const auto [found, added] = full_of.emplace(std::move(key), mention.canonical);
    // What two names may be short for is short for neither.
    if (!added && found->second != mention.canonical) found->second.clear();
    type_of_full.emplace(mention.canonical, mention.type);
  };
  for (const Mention& mention : mentions) {
    if (!is_corporate(mention.type) || mention.form != MentionForm::name || mention.size() < 2) {
      continue;
    }
    add(short_form(text, gazetteer, classes, mention), mention);
    add(initials(text, mention), mention);
  }
  for (Mention& mention : mentions) {
    const auto full = full_of.find(name_key(mention.canonical));
    if (full == full_of.end() || full->second.empty() || full->second == mention.canonical)
      continue;
    const bool letters = mention.size() == 1 && is_acronym(text, mention.first_token);
    const bool words = full->first.size() > 4 || full->first.find(' ') != std::string::npos;
    if (!may_be_short_form(text, gazetteer, mention) || !(letters || words)) continue;
    mention.canonical = full->second;
    mention.type = type_of_full[full->second];
  }
}

/// "the trade war" is the one that the document names, if it names just one.
void name_bare_events(std::vector<Mention>& mentions) {
  constexpr std::string_view bare = "trade war";
  std::string full;
  for (const Mention& mention : mentions) {
    if (mention.type != EntityType::Event || mention.canonical == bare) continue;
    if (!mention.canonical.ends_with(bare)) continue;
    if (!full.empty() && full != mention.canonical) return;
    full = mention.canonical;
  }
  if (full.empty()) return;
  for (Mention& mention : mentions) {
    if (mention.canonical == bare) mention.canonical = full;
  }
}

}  // namespace

void add_alias_mentions(const SplitText& text, const Gazetteer& gazetteer,
                        const WordClasses& classes, std::vector<Mention>& mentions) {
  add_acronyms(text, mentions);
  add_phrases(text, mentions);
  join_short_forms(text, gazetteer, classes, mentions);
  add_surnames(text, gazetteer, classes, mentions);
  name_bare_events(mentions);
}

}  // namespace entente::ingest
