#include "ingest/train/lexicon_builder.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "ingest/model/words.hpp"
#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/tokens.hpp"

namespace entente::ingest::train {

namespace {

/// A word's own tags are known only from other occurrences of it in real text; of rarer words the
/// set would just repeat the answer that training asks for.
constexpr int least_occurrences_for_tags = 4;
/// Tags that a word has less often, in percent, are mostly mistakes.
constexpr int least_percent_for_tag = 2;
/// Smaller places share their names with too many words and persons.
constexpr int least_inhabitants = 15000;

class Builder {
 public:
  void add_wordnet(const WordNet& wordnet) {
    for (const auto& [form, facts] : wordnet.words) {
      model::WordFacts& own = words_[model::normal_form(form)];
      own.parts_of_speech |= facts.parts_of_speech;
      own.noun_class = facts.noun_class;
      own.verb_frames |= facts.verb_frames;
    }
  }

  void add_tags(const Treebank& treebank) {
    std::map<std::string, std::map<std::string, int>> counts;
    for (const TreeSentence& sentence : treebank) {
      for (const TreeToken& token : sentence.tokens) {
        ++counts[model::normal_form(token.text)][token.penn_tag + " " + token.universal_tag];
      }
    }
    std::map<std::string, std::string> sets;
    std::map<std::string, int> set_counts;
    for (const auto& [word, tags] : counts) {
      int all = 0;
      for (const auto& [tag, count] : tags) all += count;
      if (all < least_occurrences_for_tags) continue;
      std::string set;
      for (const auto& [tag, count] : tags) {
        if (count * 100 >= all * least_percent_for_tag) set += tag + ";";
      }
      sets[word] = set;
      ++set_counts[set];
    }
    std::map<std::string, std::uint16_t> numbers;
    for (const auto& [set, count] : set_counts) {
      // A set of one word only says what the word itself says.
      if (count > 1) numbers.emplace(set, static_cast<std::uint16_t>(numbers.size() + 1));
    }
    for (const auto& [word, set] : sets) {
      if (const auto found = numbers.find(set); found != numbers.end()) {
        words_[word].tag_set = found->second;
      }
    }
  }

  void add_clusters(const WordClusters& clusters) {
    for (const auto& [word, cluster] : clusters) words_[word].cluster = cluster;
  }

  void add_names() {
    for_each_line(data::gazetteer(), [&](std::string_view line) { add_generated(line); });
    for_each_line(data::entities(), [&](std::string_view line) {
      const auto fields = split_fields(line, '|');
      if (fields.size() < 3) return;
      const std::uint8_t list = list_of(fields[0]);
      add_name(fields[1], list);
      add_alternatives(fields[2], list);
    });
    for_each_line(data::countries(), [&](std::string_view line) {
      const auto fields = split_fields(line, '|');
      if (fields.size() < 5) return;
      add_alternatives(fields[1], model::name_list_adjective);
      add_alternatives(fields[2], model::name_list_adjective);
      add_name(fields[3], model::name_list_city);
      add_alternatives(fields[4], model::name_list_country);
    });
    for (const std::string_view list :
         {data::given_names(), data::female_names(), data::male_names()}) {
      for_each_word(list,
                    [&](std::string_view word) { add_name(word, model::name_list_given_name); });
    }
    for_each_word(data::family_names_first(),
                  [&](std::string_view word) { add_name(word, model::name_list_family_name); });
  }

  void add_people(const PersonNames& people) {
    for (const std::string& name : people.given) add_name(name, model::name_list_given_name);
    for (const std::string& name : people.family) add_name(name, model::name_list_family_name);
  }

  model::Lexicon build() const {
    std::map<model::Atom, model::WordFacts> by_key;
    for (const auto& [word, facts] : words_) by_key.emplace(model::text_atom(word), facts);
    std::vector<model::Lexicon::Word> words;
    for (const auto& [key, facts] : by_key) words.push_back({key, facts});
    std::vector<model::Lexicon::Phrase> phrases;
    for (const auto& [key, lists] : phrases_) phrases.push_back({key, lists});
    return {std::move(words), std::move(phrases)};
  }

 private:
  static std::uint8_t list_of(std::string_view kind) {
    if (kind == "Company" || kind == "Organization" || kind == "Bloc" || kind == "organization") {
      return model::name_list_organisation;
    }
    if (kind == "country" || kind == "HistoricalState") return model::name_list_country;
    if (kind == "city" || kind == "City") return model::name_list_city;
    if (kind == "person" || kind == "Person") return model::name_list_person;
    const bool place = kind == "region" || kind == "waterway" || kind == "Region" ||
                       kind == "Waterway" || kind == "Facility";
    return place ? static_cast<std::uint8_t>(model::name_list_place) : std::uint8_t{0};
  }

  /// A line of the generated gazetteer: kind, name, canonical name, code, weight.
  void add_generated(std::string_view line) {
    const auto fields = split_fields(line, '\t');
    if (fields.size() < 5) return;
    int weight = 0;
    std::from_chars(fields[4].data(), fields[4].data() + fields[4].size(), weight);
    if (fields[0] == "city" && weight < least_inhabitants) return;
    const std::uint8_t list = list_of(fields[0]);
    if (list == 0) return;
    add_name(fields[1], list);
    if (fields[0] == "person") add_person(fields[1]);
  }

  void add_person(std::string_view name) {
    const std::vector<Token> tokens = split_tokens(name, 0, name.size());
    if (tokens.size() < 2) return;
    const auto add = [&](const Token& token, std::uint8_t list) {
      if (token.upper && token.end - token.begin > 2) add_name(token.text(name), list);
    };
    add(tokens.front(), model::name_list_given_name);
    add(tokens.back(), model::name_list_family_name);
  }

  void add_alternatives(std::string_view names, std::uint8_t list) {
    for (std::string_view name : split_fields(names, ';')) {
      std::uint8_t own_list = list;
      if (name.ends_with("/adj")) {
        name.remove_suffix(4);
        own_list = model::name_list_adjective;
      }
      add_name(name, own_list);
    }
  }

  void add_name(std::string_view name, std::uint8_t list) {
    const std::vector<Token> tokens = split_tokens(name, 0, name.size());
    if (tokens.empty() || tokens.size() > model::longest_phrase) return;
    if (tokens.size() == 1) {
      words_[model::normal_form(name)].names |= list;
      return;
    }
    model::Atom key = 0;
    for (const Token& token : tokens) {
      key = model::phrase_atom(key, model::text_atom(model::normal_form(token.text(name))));
    }
    phrases_[key] |= list;
  }

  std::map<std::string, model::WordFacts> words_;
  std::map<model::Atom, std::uint8_t> phrases_;
};

}  // namespace

model::Lexicon build_lexicon(const WordNet& wordnet, const Treebank& treebank,
                             const WordClusters& clusters, const PersonNames& people) {
  Builder builder;
  builder.add_wordnet(wordnet);
  builder.add_tags(treebank);
  builder.add_clusters(clusters);
  builder.add_names();
  builder.add_people(people);
  return builder.build();
}

}  // namespace entente::ingest::train
