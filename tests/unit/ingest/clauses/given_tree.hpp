#pragma once

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// One sentence with a tree that a test gives: "word TAG head relation | …", heads from 1 and 0 for
/// the root, "word/lemma" where the lemma is not the word.
struct GivenTree {
  explicit GivenTree(const std::string& description) {
    std::istringstream in(description);
    std::string word;
    std::string tag;
    std::string relation;
    std::string bar;
    std::uint32_t head = 0;
    model::ParsedSentence sentence;
    while (in >> word >> tag >> head >> relation) {
      in >> bar;
      const auto slash = word.find('/');
      model::ParsedToken token;
      token.lemma = slash == std::string::npos ? word : word.substr(slash + 1);
      token.head = head == 0 ? model::no_head : head - 1;
      token.penn_tag = keep(tag);
      token.relation = keep(relation);
      token.universal_tag = universal(token.penn_tag, token.relation);
      sentence.tokens.push_back(std::move(token));
      text += (text.empty() ? "" : " ") + word.substr(0, slash);
    }
    parsed.push_back(std::move(sentence));
    split_words();
  }
  GivenTree(const GivenTree&) = delete;
  GivenTree& operator=(const GivenTree&) = delete;

  std::string text;
  SplitText split;
  std::vector<model::ParsedSentence> parsed;

 private:
  std::string_view keep(const std::string& word) {
    kept_.push_back(std::make_unique<std::string>(word));
    return *kept_.back();
  }

  static std::string_view universal(std::string_view tag, std::string_view relation) {
    if (relation.starts_with("aux") || relation == "cop" || tag == "MD") return "AUX";
    if (tag == "NNP" || tag == "NNPS") return "PROPN";
    if (tag.starts_with("NN")) return "NOUN";
    if (tag.starts_with("VB")) return "VERB";
    if (tag.starts_with("JJ")) return "ADJ";
    if (tag == "PRP" || tag == "WP" || tag == "WDT" || tag == "PRP$" || tag == "WP$") return "PRON";
    if (tag == "CD") return "NUM";
    if (tag == "IN") return relation == "mark" ? "SCONJ" : "ADP";
    if (tag == "RB") return "ADV";
    if (tag == "DT") return "DET";
    if (tag == "CC") return "CCONJ";
    return tag == "TO" || tag == "POS" ? "PART" : "PUNCT";
  }

  /// The words are the tokens, whatever a tokeniser would make of them.
  void split_words() {
    split.text = text;
    std::uint32_t at = 0;
    while (at < text.size()) {
      const auto end = static_cast<std::uint32_t>(std::min(text.find(' ', at), text.size()));
      auto tokens = split_tokens(text, at, end);
      Token token = tokens.front();
      token.end = end;
      token.form.clear();
      for (const Token& part : tokens) token.form += part.form;
      split.tokens.push_back(std::move(token));
      at = end + 1;
    }
    const auto count = static_cast<std::uint32_t>(split.tokens.size());
    split.sentences.push_back({0, static_cast<std::uint32_t>(text.size()), 0, count, 0});
  }

  std::vector<std::unique_ptr<std::string>> kept_;
};

/// A tree of a data file with the lines that follow it.
struct TreeExample {
  std::size_t line = 0;
  std::string tree;
  std::vector<std::string> expected;
};

/// The examples of a file in data/: lines "= tree", each followed by what is expected of it.
inline std::vector<TreeExample> examples_of(const std::string& name) {
  std::ifstream file(ENTENTE_TEST_SOURCE_DIR "/tests/unit/ingest/clauses/data/" + name);
  std::vector<TreeExample> result;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("= ")) {
      result.push_back({number, line.substr(2), {}});
    } else {
      result.back().expected.push_back(line);
    }
  }
  return result;
}

}  // namespace entente::ingest
