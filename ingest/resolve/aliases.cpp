#include <algorithm>
#include <map>
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
  for (Mention& mention : mentions) {
    if (mention.type != EntityType::Person || mention.size() != 1) continue;
    const auto found = persons.find(text.tokens[mention.first_token].form);
    if (found != persons.end()) {
      mention.canonical = nearest(found->second, mention.first_token)->model.canonical;
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
  add_surnames(text, gazetteer, classes, mentions);
  name_bare_events(mentions);
}

}  // namespace entente::ingest
