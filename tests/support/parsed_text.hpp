#pragma once

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// A text with its trees, read from a file in the format of model::append_conllu, so that what is
/// built on trees is tested apart from the model. A document begins at "# newdoc id = …"; other
/// comments "# key = value" are what a test expects of it.
struct ParsedText {
  std::string id;
  std::string text;
  std::map<std::string, std::string> expected;
  SplitText split;
  std::vector<model::ParsedSentence> parsed;
  /// What the trees' views point into.
  std::deque<std::string> words;
};

namespace detail {

inline std::vector<std::string> tab_fields(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
  return fields;
}

inline void add_token(ParsedText& into, model::ParsedSentence& sentence,
                      const std::vector<std::string>& field) {
  if (field.size() != 10) throw std::runtime_error(into.id + ": a token has ten fields");
  const auto keep = [&](const std::string& word) {
    return std::string_view(into.words.emplace_back(word));
  };
  model::ParsedToken token;
  token.lemma = field[2];
  token.universal_tag = keep(field[3]);
  token.penn_tag = keep(field[4]);
  const int head = std::stoi(field[6]);
  token.head = head == 0 ? model::no_head : static_cast<std::uint32_t>(head - 1);
  token.relation = keep(field[7]);
  const auto index = static_cast<std::uint32_t>(sentence.tokens.size());
  const std::string& misc = field[9];
  if (const auto name = misc.find("Name="); name != std::string::npos) {
    const std::string kind = misc.substr(name + 7, 3);
    if (misc[name + 5] == 'B') {
      sentence.names.push_back({index, index + 1,
                                kind == "PER"   ? model::NameKind::person
                                : kind == "ORG" ? model::NameKind::organisation
                                                : model::NameKind::location});
    } else {
      sentence.names.back().end = index + 1;
    }
  }
  sentence.tokens.push_back(std::move(token));
}

}  // namespace detail

/// Reads all documents of a file. Throws if a tree does not fit the tokens of its sentence.
inline std::deque<ParsedText> read_parsed_texts(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::deque<ParsedText> documents;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("# newdoc id = ")) {
      documents.emplace_back().id = line.substr(14);
    } else if (line.starts_with("# text = ")) {
      ParsedText& document = documents.back();
      if (!document.text.empty()) document.text += ' ';
      document.text += line.substr(9);
      document.parsed.emplace_back();
    } else if (line.starts_with("# ")) {
      const auto equals = line.find(" = ");
      documents.back().expected[line.substr(2, equals - 2)] = line.substr(equals + 3);
    } else if (!line.empty()) {
      ParsedText& document = documents.back();
      detail::add_token(document, document.parsed.back(), detail::tab_fields(line));
    }
  }
  for (ParsedText& document : documents) {
    document.split = split_text(document.text, {{0, document.text.size(), false}});
    const auto& sentences = document.split.sentences;
    const bool fits = std::equal(
        sentences.begin(), sentences.end(), document.parsed.begin(), document.parsed.end(),
        [](const Sentence& sentence, const model::ParsedSentence& tree) {
          return sentence.last_token - sentence.first_token == tree.tokens.size();
        });
    if (!fits) throw std::runtime_error(document.id + ": the trees do not fit the text");
  }
  return documents;
}

}  // namespace entente::ingest
