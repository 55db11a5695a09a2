#include "ingest/train/recipe.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "ingest/model/weight_file.hpp"
#include "ingest/text/tokens.hpp"
#include "ingest/train/clusters.hpp"
#include "ingest/train/known_names.hpp"
#include "ingest/train/lemma_trainer.hpp"
#include "ingest/train/lexicon_builder.hpp"
#include "ingest/train/wordnet.hpp"

namespace entente::ingest::train {

namespace {

using Counts = std::map<std::string, int>;

/// What occurs at least `least` times, the commonest first; at least one.
std::vector<std::string> commonest(const Counts& counts, int least) {
  std::vector<std::pair<int, std::string>> sorted;
  for (const auto& [name, count] : counts) sorted.emplace_back(-count, name);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> names;
  for (const auto& [count, name] : sorted) {
    if (-count >= least || names.empty()) names.push_back(name);
  }
  return names;
}

std::string tag_name(const TreeToken& token) { return token.penn_tag + " " + token.universal_tag; }

template <class Name>
std::vector<std::string> collect(const Treebank& treebank, int least, Name name) {
  Counts counts;
  for (const TreeSentence& sentence : treebank) {
    for (const TreeToken& token : sentence.tokens) ++counts[name(token)];
  }
  return commonest(counts, least);
}

std::map<std::string, std::uint16_t> numbers_of(const std::vector<std::string>& names) {
  std::map<std::string, std::uint16_t> numbers;
  for (const std::string& name : names) {
    numbers.emplace(name, static_cast<std::uint16_t>(numbers.size()));
  }
  return numbers;
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

template <class Read>
Result<std::vector<NamedSentence>> read_all_names(const std::vector<std::string>& paths,
                                                  Read read) {
  std::vector<NamedSentence> sentences;
  for (const std::string& path : paths) {
    ENTENTE_ASSIGN(std::vector<NamedSentence> part, read(path));
    sentences.insert(sentences.end(), std::make_move_iterator(part.begin()),
                     std::make_move_iterator(part.end()));
  }
  return sentences;
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

std::vector<model::WordFeatures> feature_keys(const Treebank& treebank,
                                              const model::Lexicon& lexicon) {
  std::vector<model::WordFeatures> keys;
  for (const TreeSentence& sentence : treebank) {
    keys.push_back(model::word_features(model::look_at_words(sentence.texts(), lexicon), lexicon));
  }
  return keys;
}

/// The sentences of a treebank with everything that the network should find.
std::vector<NetworkExample> tree_examples(const Treebank& treebank, const model::ModelParts& parts,
                                          const std::vector<model::WordFeatures>& keys) {
  const auto tags = numbers_of(parts.tags.names());
  const auto relations = numbers_of(parts.relations);
  std::vector<KnownNames> names = known_names(treebank);
  std::vector<NetworkExample> examples(treebank.size());
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    const std::size_t words = treebank[s].tokens.size();
    NetworkExample& example = examples[s];
    example.features = model::feature_rows(keys[s], parts.network.tables);
    example.names = std::move(names[s]);
    for (const TreeToken& token : treebank[s].tokens) {
      const auto tag = tags.find(tag_name(token));
      const auto relation = relations.find(token.relation);
      example.tags.push_back(tag != tags.end() ? tag->second : std::uint16_t{0});
      example.relations.push_back(relation != relations.end() ? relation->second
                                                              : parts.loose_relation);
      example.heads.push_back(
          static_cast<std::uint32_t>(token.head < 0 ? static_cast<int>(words) : token.head));
    }
  }
  return examples;
}

NetworkExample name_example(const NamedSentence& sentence, const model::ModelParts& parts) {
  const auto words = model::look_at_words(sentence.texts(), parts.lexicon);
  NetworkExample example;
  example.features =
      model::feature_rows(model::word_features(words, parts.lexicon), parts.network.tables);
  example.names = exactly(sentence.names, words.size());
  return example;
}

/// DocRED counts "French" and "Catholic" among locations and organisations, the others do not.
void leave_out_adjectives(const model::Lexicon& lexicon, NamedSentence& sentence) {
  constexpr std::uint8_t wordnet_adjective = 4;
  constexpr std::uint8_t wordnet_noun = 1;
  std::erase_if(sentence.names, [&](const model::NameSpan& name) {
    if (name.end - name.begin != 1 || name.kind == model::NameKind::person) return false;
    const std::string form = model::normal_form(sentence.tokens[name.begin]);
    const model::WordFacts& facts = lexicon.word(model::text_atom(form));
    const bool is_place = (facts.names & (model::name_list_country | model::name_list_city)) != 0;
    return (facts.names & model::name_list_adjective) != 0 ||
           (!is_place && (facts.parts_of_speech & wordnet_adjective) != 0 &&
            (facts.parts_of_speech & wordnet_noun) == 0);
  });
}

/// Leaves a word whose label is not known the one that a network is sure of, if it is of any.
void settle_names(const model::Network& network, float sure, model::NetworkPass& pass,
                  NetworkExample& example) {
  const std::vector<std::uint32_t> length = {static_cast<std::uint32_t>(example.names.size())};
  const model::BatchLayout layout(length);
  const std::vector<const model::WordFeatures*> features = {&example.features};
  network.read(layout, features, nullptr, pass);
  model::Matrix scores;
  network.score_names(layout, 0, pass, scores);
  const model::Matrix& moves = network.weights().matrices[model::name_moves];
  const model::NameChain chain(scores, moves, example.names);
  const model::Matrix probabilities = chain.label_probabilities();
  for (std::size_t i = 0; i < example.names.size(); ++i) {
    const float* row = probabilities.row(i);
    const float* best = std::max_element(row, row + model::name_label_count);
    // Neighbours of which it is this sure go together, since it is sure of both at once.
    if (*best >= sure) {
      example.names[i] = model::only_label(static_cast<model::NameLabel>(best - row));
    }
  }
}

void settle_names(const model::NetworkWeights& weights, float sure,
                  std::vector<NetworkExample>& examples) {
  const model::Network network(weights);
  model::NetworkPass pass;
  for (NetworkExample& example : examples) {
    const bool open = std::any_of(example.names.begin(), example.names.end(),
                                  [](model::NameLabelSet set) { return std::popcount(set) > 1; });
    if (open) settle_names(network, sure, pass, example);
  }
}

class Training {
 public:
  Training(const Recipe& recipe, Treebank treebank)
      : recipe_(recipe), treebank_(std::move(treebank)) {}

  /// Everything before the finish.
  Status learn() {
    if (recipe_.reader != nullptr) {
      parts_ = recipe_.reader->parts();
      parts_.notice = recipe_.notice;
    } else {
      recipe_.report("lexicon");
      ENTENTE_TRY(learn_words());
    }
    ENTENTE_ASSIGN(auto docred, read_all_names(recipe_.docred, read_docred));
    for (NamedSentence& sentence : docred) leave_out_adjectives(parts_.lexicon, sentence);
    const auto keys = feature_keys(treebank_, parts_.lexicon);
    NetworkPlan plan = recipe_.network;
    plan.sizes.tags = static_cast<std::uint32_t>(parts_.tags.size());
    plan.sizes.relations = static_cast<std::uint32_t>(parts_.relations.size());
    plan.sizes.name_labels = model::name_label_count;
    if (recipe_.reader == nullptr) parts_.network = first_weights(keys, plan);
    examples_ = tree_examples(treebank_, parts_, keys);
    for (const NamedSentence& sentence : docred) {
      examples_.push_back(name_example(sentence, parts_));
    }
    if (recipe_.reader == nullptr) train_reader(std::move(plan));
    return {};
  }

  /// What learn() learnt, trained on the given names too: once with what is known of the others,
  /// and once more with what the outcome is sure of in sentences of which not all is known.
  [[nodiscard]] model::LanguageModel finish(const std::vector<const NamedSentence*>& names) const {
    std::vector<NetworkExample> examples = examples_;
    for (const NamedSentence* sentence : names) {
      examples.insert(examples.end(), static_cast<std::size_t>(recipe_.name_repeats),
                      name_example(*sentence, parts_));
    }
    model::ModelParts parts = parts_;
    parts.network = finish_network(examples);
    if (recipe_.sure_probability < 1) {
      settle_names(parts.network, recipe_.sure_probability, examples);
      parts.network = finish_network(examples);
    }
    return model::LanguageModel(std::move(parts));
  }

 private:
  /// Tags, lexicon and lemmatiser.
  Status learn_words() {
    ENTENTE_ASSIGN(const WordNet wordnet, read_wordnet(recipe_.wordnet));
    ENTENTE_ASSIGN(const PersonNames people, read_person_names(recipe_.people));
    parts_.notice = recipe_.notice;
    parts_.tags = model::TagSet(collect(treebank_, recipe_.tag_occurrences, tag_name));
    parts_.relations = collect(treebank_, 1, [](const TreeToken& token) { return token.relation; });
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
                                    recipe_.cluster_occurrences, recipe_.cluster_rounds),
                      people);
    parts_.lemmatiser = train_lemmatiser(treebank_, parts_.tags, wordnet);
    return {};
  }

  /// The mean of networks that differ in their random numbers alone. They began in one place, so
  /// that what lies between them reads better than each (Wortsman et al. 2022).
  [[nodiscard]] model::NetworkWeights finish_network(
      const std::vector<NetworkExample>& examples) const {
    model::NetworkWeights sum;
    for (int run = 0; run < recipe_.finish_runs; ++run) {
      recipe_.report("finish");
      NetworkPlan plan = recipe_.finish;
      plan.seed += static_cast<std::uint64_t>(run);
      plan.report = recipe_.report;
      model::NetworkWeights weights = train_network(parts_.network, examples, plan);
      if (run == 0) {
        sum = std::move(weights);
      } else {
        mix_weights(weights, 1.0F / static_cast<float>(run + 1), sum);
      }
    }
    model::round_weights(sum);
    return sum;
  }

  void train_reader(NetworkPlan plan) {
    recipe_.report("network");
    plan.report = recipe_.report;
    if (recipe_.after_epoch) {
      plan.after_epoch = [&](int /*epoch*/, const model::NetworkWeights& weights) {
        model::ModelParts parts = parts_;
        parts.network = weights;
        model::round_weights(parts.network);
        recipe_.after_epoch(model::LanguageModel(std::move(parts)));
      };
    }
    parts_.network = train_network(parts_.network, examples_, plan);
    model::round_weights(parts_.network);
  }

  const Recipe& recipe_;
  Treebank treebank_;
  model::ModelParts parts_;
  std::vector<NetworkExample> examples_;
};

}  // namespace

NetworkPlan Recipe::finish_plan() {
  NetworkPlan plan;
  plan.epochs = 3;
  plan.rate = 0.0012F;
  return plan;
}

Result<model::LanguageModel> train_model(const Recipe& recipe) {
  ENTENTE_ASSIGN(Treebank treebank, read_all(recipe.treebanks));
  ENTENTE_ASSIGN(const auto names, read_all_names(recipe.names, read_names));
  Training training(recipe, std::move(treebank));
  ENTENTE_TRY(training.learn());
  std::vector<const NamedSentence*> all;
  for (const NamedSentence& sentence : names) all.push_back(&sentence);
  return training.finish(all);
}

Result<NameScore> cross_validate_names(const Recipe& recipe) {
  constexpr std::size_t folds = 5;
  ENTENTE_ASSIGN(Treebank treebank, read_all(recipe.treebanks));
  ENTENTE_ASSIGN(const auto names, read_all_names(recipe.names, read_names));
  Training training(recipe, std::move(treebank));
  ENTENTE_TRY(training.learn());
  std::map<std::string, std::size_t> fold_of;
  for (const NamedSentence& sentence : names) {
    fold_of.emplace(sentence.document, fold_of.size() % folds);
  }
  NameScore score;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const NamedSentence*> learnt;
    std::vector<const NamedSentence*> gold;
    std::vector<model::LanguageModel::Tokens> left_out;
    for (const NamedSentence& sentence : names) {
      const bool is_left_out = fold_of[sentence.document] == fold;
      (is_left_out ? gold : learnt).push_back(&sentence);
      if (is_left_out) left_out.push_back(sentence.texts());
    }
    const auto parsed = training.finish(learnt).parse_all(left_out);
    for (std::size_t i = 0; i < gold.size(); ++i) {
      score.add(parsed[i].names, gold[i]->names);
      if (recipe.after_sentence) recipe.after_sentence(*gold[i], parsed[i].names);
    }
    recipe.report(score.text());
  }
  return score;
}

}  // namespace entente::ingest::train
