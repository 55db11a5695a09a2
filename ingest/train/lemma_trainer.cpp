#include "ingest/train/lemma_trainer.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace entente::ingest::train {

namespace {

using model::LemmaRule;
using model::Lemmatiser;

LemmaRule rule_between(const std::string& form, const std::string& lemma) {
  std::size_t same = 0;
  while (same < form.size() && same < lemma.size() && form[same] == lemma[same]) ++same;
  // Never cut inside a character.
  while (same > 0 && same < form.size() &&
         (static_cast<unsigned char>(form[same]) & 0xC0U) == 0x80U) {
    --same;
  }
  return {static_cast<std::uint8_t>(std::min<std::size_t>(form.size() - same, 255)),
          lemma.substr(same)};
}

using Votes = std::map<LemmaRule, int>;

const LemmaRule& winner(const Votes& votes) {
  // The map is ordered, so of equal votes the first rule wins every time.
  return std::max_element(votes.begin(), votes.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

/// Votes of one tag: those of all occurrences for each word, and one of each word for its endings,
/// so that a frequent word, which is often irregular, does not speak for others.
struct TagVotes {
  std::map<std::string, Votes> words;
  std::map<std::string, Votes> endings;

  void count_endings() {
    for (const auto& [word, votes] : words) {
      const std::size_t longest = std::min(word.size(), model::longest_lemma_ending + 1);
      for (std::size_t n = 0; n < longest; ++n) {
        ++endings[word.substr(word.size() - n)][winner(votes)];
      }
    }
  }
};

class Trainer {
 public:
  explicit Trainer(const model::TagSet& tags) {
    for (std::uint16_t tag = 0; tag < tags.size(); ++tag) {
      numbers_[tags.names()[tag]] = tag;
      by_penn_[std::string(tags.penn(tag))].push_back(tag);
    }
    votes_.resize(tags.size());
  }

  void add(const TreeToken& token) {
    const auto found = numbers_.find(token.penn_tag + " " + token.universal_tag);
    if (found == numbers_.end() || token.lemma == "_") return;
    const std::string word = Lemmatiser::base(token.text, token.universal_tag == "PROPN");
    ++votes_[found->second].words[word][rule_between(word, token.lemma)];
  }

  /// An irregular form decides for its word where the treebank has not seen it.
  void add(const IrregularForm& irregular) {
    static const std::map<char, std::vector<std::string>> tags = {
        {'n', {"NNS"}},
        {'v', {"VBD", "VBN", "VBZ", "VBG"}},
        {'a', {"JJR", "JJS"}},
        {'r', {"RBR", "RBS"}}};
    if (irregular.form == irregular.base) return;
    for (const std::string& penn : tags.at(irregular.part_of_speech)) {
      for (const std::uint16_t tag : by_penn_[penn]) {
        if (votes_[tag].words.count(irregular.form) > 0) continue;
        votes_[tag].words[irregular.form][rule_between(irregular.form, irregular.base)] = 1;
      }
    }
  }

  /// Irregular forms come after it: nothing follows from them for other words.
  void count_endings() {
    for (TagVotes& votes : votes_) votes.count_endings();
  }

  Lemmatiser finish() {
    for (std::uint16_t tag = 0; tag < votes_.size(); ++tag) keep_needed(tag);
    std::vector<LemmaRule> rules(rules_.size());
    for (const auto& [rule, number] : rules_) rules[number] = rule;
    return {std::move(rules), choices_};
  }

 private:
  std::uint16_t number_of(const LemmaRule& rule) {
    return rules_.emplace(rule, static_cast<std::uint16_t>(rules_.size())).first->second;
  }

  void keep_needed(std::uint16_t tag) {
    // Kept endings, to know what the longest shorter one decides.
    std::map<std::string, LemmaRule> kept;
    const auto decision = [&](const std::string& word, std::size_t below) {
      for (std::size_t n = std::min(below, word.size() + 1); n-- > 0;) {
        const auto found = kept.find(word.substr(word.size() - n));
        if (found != kept.end()) return found->second;
      }
      return LemmaRule{};
    };
    std::vector<std::string> endings;
    for (const auto& [ending, votes] : votes_[tag].endings) endings.push_back(ending);
    std::stable_sort(endings.begin(), endings.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    for (const std::string& ending : endings) {
      const Votes& votes = votes_[tag].endings[ending];
      const LemmaRule& best = winner(votes);
      // What only one word says is no rule.
      if (votes.at(best) < 2 || best == decision(ending, ending.size())) continue;
      kept[ending] = best;
      choices_[Lemmatiser::ending_key(tag, ending)] = number_of(best);
    }
    for (const auto& [word, votes] : votes_[tag].words) {
      const LemmaRule& best = winner(votes);
      if (best == decision(word, model::longest_lemma_ending + 1)) continue;
      choices_[Lemmatiser::word_key(tag, word)] = number_of(best);
    }
  }

  std::map<std::string, std::uint16_t> numbers_;
  std::map<std::string, std::vector<std::uint16_t>> by_penn_;
  std::vector<TagVotes> votes_;
  std::map<LemmaRule, std::uint16_t> rules_;
  Lemmatiser::Choices choices_;
};

}  // namespace

model::Lemmatiser train_lemmatiser(const Treebank& treebank, const model::TagSet& tags,
                                   const WordNet& wordnet) {
  Trainer trainer(tags);
  for (const TreeSentence& sentence : treebank) {
    for (const TreeToken& token : sentence.tokens) trainer.add(token);
  }
  trainer.count_endings();
  for (const IrregularForm& irregular : wordnet.irregular) trainer.add(irregular);
  return trainer.finish();
}

}  // namespace entente::ingest::train
