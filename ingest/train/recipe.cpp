#include "ingest/train/recipe.hpp"

#include <algorithm>
#include <fstream>
#include <future>
#include <map>
#include <numeric>

#include "ingest/text/tokens.hpp"
#include "ingest/train/clusters.hpp"
#include "ingest/train/lemma_trainer.hpp"
#include "ingest/train/lexicon_builder.hpp"
#include "ingest/train/name_trainer.hpp"
#include "ingest/train/wordnet.hpp"

namespace entente::ingest::train {

namespace {

using Tags = std::vector<std::vector<std::uint16_t>>;

/// Relations that occur, the commonest first; the parser takes at most 64.
std::vector<std::string> collect_relations(const Treebank& treebank) {
  std::map<std::string, int> counts;
  for (const TreeSentence& sentence : treebank) {
    for (const TreeToken& token : sentence.tokens) ++counts[token.relation];
  }
  std::vector<std::pair<int, std::string>> sorted;
  for (const auto& [name, count] : counts) sorted.emplace_back(-count, name);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> names;
  for (const auto& [count, name] : sorted) {
    if (names.size() < 64) names.push_back(name);
  }
  return names;
}

std::vector<ParseExample> parse_examples(const Treebank& treebank,
                                         const std::vector<TaggedSentence>& tagged,
                                         const Tags& tags, const model::LanguageModel& model) {
  std::map<std::string, std::uint16_t> relations;
  for (const std::string& name : model.parts().relations) {
    relations.emplace(name, static_cast<std::uint16_t>(relations.size()));
  }
  std::vector<ParseExample> examples;
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    const auto lemmas = model.lemmas(treebank[s].texts(), tags[s]);
    GoldTree gold;
    for (const TreeToken& token : treebank[s].tokens) {
      const std::size_t head =
          token.head < 0 ? treebank[s].tokens.size() : static_cast<std::size_t>(token.head);
      const auto found = relations.find(token.relation);
      gold.push_back({static_cast<model::NodeId>(head),
                      found != relations.end() ? found->second : std::uint16_t{0}});
    }
    examples.push_back({model.parse_input(tagged[s].words, tags[s], lemmas), std::move(gold)});
  }
  return examples;
}

/// Tags from the file that an earlier training wrote, if it is of the same treebank.
bool read_tags(const std::string& path, const Treebank& treebank, Tags& tags) {
  std::ifstream file(path);
  if (path.empty() || !file) return false;
  tags.assign(treebank.size(), {});
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    tags[s].resize(treebank[s].tokens.size());
    for (std::uint16_t& tag : tags[s]) file >> tag;
  }
  return static_cast<bool>(file);
}

void write_tags(const std::string& path, const Tags& tags) {
  if (path.empty()) return;
  std::ofstream file(path);
  for (const auto& sentence : tags) {
    for (const std::uint16_t tag : sentence) file << tag << ' ';
    file << '\n';
  }
}

Result<Treebank> read_all(const std::vector<std::string>& paths) {
  Treebank treebank;
  for (const std::string& path : paths) {
    ENTENTE_ASSIGN(Treebank part, read_treebank(path));
    treebank.insert(treebank.end(), std::make_move_iterator(part.begin()),
                    std::make_move_iterator(part.end()));
  }
  if (treebank.empty()) {
    return Error::plain(ErrorClass::input_error, "there is no sentence to train on",
                        "name a treebank with --treebank");
  }
  return treebank;
}

/// Text to learn word classes from: the treebanks and WordNet's definitions, in normal forms.
std::vector<std::vector<std::string>> cluster_text(const Treebank& treebank,
                                                   const WordNet& wordnet) {
  std::vector<std::vector<std::string>> text;
  for (const TreeSentence& sentence : treebank) {
    auto& words = text.emplace_back();
    for (const TreeToken& token : sentence.tokens) {
      words.push_back(model::normal_form(token.text));
    }
  }
  for (const std::string& gloss : wordnet.glosses) {
    auto& words = text.emplace_back();
    for (const Token& token : split_tokens(gloss, 0, gloss.size())) {
      words.push_back(model::normal_form(token.text(gloss)));
    }
  }
  return text;
}

class Training {
 public:
  Training(const Recipe& recipe, Treebank treebank)
      : recipe_(recipe), treebank_(std::move(treebank)) {}

  Result<model::LanguageModel> run() {
    ENTENTE_TRY(train_words());
    train_tree();
    ENTENTE_TRY(train_name_finder());
    return model::LanguageModel(std::move(parts_));
  }

 private:
  /// Lexicon, tagger and lemmatiser.
  Status train_words() {
    if (recipe_.reuse != nullptr) {
      parts_ = recipe_.reuse->parts();
      parts_.tagger = without_small_weights(parts_.tagger, recipe_.tagger.least);
      parts_.notice = recipe_.notice;
      return {};
    }
    recipe_.report("lexicon");
    ENTENTE_ASSIGN(const WordNet wordnet, read_wordnet(recipe_.wordnet));
    parts_.notice = recipe_.notice;
    parts_.tags = collect_tags(treebank_);
    parts_.relations = collect_relations(treebank_);
    const auto root = std::find(parts_.relations.begin(), parts_.relations.end(), "root");
    if (root == parts_.relations.end()) {
      return Error::plain(ErrorClass::input_error, "the treebank has no relation 'root'");
    }
    parts_.root_relation = static_cast<std::uint16_t>(root - parts_.relations.begin());
    const auto dep = std::find(parts_.relations.begin(), parts_.relations.end(), "dep");
    parts_.loose_relation = dep == parts_.relations.end()
                                ? parts_.root_relation
                                : static_cast<std::uint16_t>(dep - parts_.relations.begin());
    parts_.lexicon =
        build_lexicon(wordnet, treebank_,
                      cluster_words(cluster_text(treebank_, wordnet), recipe_.clusters,
                                    recipe_.cluster_occurrences, recipe_.cluster_rounds));
    recipe_.report("tagger");
    const auto tagged = tag_numbers(treebank_, parts_.tags, parts_.lexicon);
    std::vector<std::size_t> all(tagged.size());
    std::iota(all.begin(), all.end(), 0);
    parts_.tagger = train_tagger(tagged, all, parts_.tags.size(), recipe_.tagger);
    recipe_.report("lemmatiser");
    parts_.lemmatiser = train_lemmatiser(treebank_, parts_.tags, wordnet);
    return {};
  }

  void train_tree() {
    if (recipe_.reuse_parser) {
      parts_.parser = without_small_weights(parts_.parser, recipe_.parser.least);
      parts_.reverse_parser = without_small_weights(parts_.reverse_parser, recipe_.parser.least);
      return;
    }
    const auto tagged = tag_numbers(treebank_, parts_.tags, parts_.lexicon);
    Tags tags;
    if (!read_tags(recipe_.tag_cache, treebank_, tags)) {
      recipe_.report("tags for the parser");
      tags = jackknife_tags(tagged, parts_.tags.size(), recipe_.jackknife_folds, recipe_.jackknife);
      write_tags(recipe_.tag_cache, tags);
    }
    recipe_.report("parsers");
    const model::LanguageModel so_far(parts_);
    const std::vector<ParseExample> examples = parse_examples(treebank_, tagged, tags, so_far);
    const std::vector<ParseExample> turned = reversed(examples);
    const auto train = [&](const std::vector<ParseExample>& sentences) {
      return train_parser(sentences, parts_.relations.size(), parts_.root_relation, recipe_.parser);
    };
    // They know nothing of each other, so that it does not matter that they learn side by side.
    auto backward = std::async(std::launch::async, [&] { return train(turned); });
    parts_.parser = train(examples);
    parts_.reverse_parser = backward.get();
  }

  Status train_name_finder() {
    recipe_.report("name finder");
    const model::LanguageModel so_far(parts_);
    std::vector<NameExample> examples;
    const auto add = [&](const std::vector<NamedSentence>& sentences) {
      for (const NamedSentence& s : sentences) examples.push_back(name_example(so_far, s));
    };
    for (const std::string& path : recipe_.names) {
      ENTENTE_ASSIGN(const auto sentences, read_names(path));
      add(sentences);
    }
    add(marked_names(treebank_));
    std::vector<const NameExample*> all;
    for (const NameExample& example : examples) all.push_back(&example);
    parts_.names = train_names(all, recipe_.name_finder);
    return {};
  }

  const Recipe& recipe_;
  Treebank treebank_;
  model::ModelParts parts_;
};

}  // namespace

Result<model::LanguageModel> train_model(const Recipe& recipe) {
  ENTENTE_ASSIGN(Treebank treebank, read_all(recipe.treebanks));
  return Training(recipe, std::move(treebank)).run();
}

}  // namespace entente::ingest::train
