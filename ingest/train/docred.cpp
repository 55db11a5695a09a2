#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

namespace {

using Json = nlohmann::json;
using model::NameSpan;

bool is_article(const std::string& token) {
  return token == "the" || token == "The" || token == "a" || token == "A";
}

void add_mention(const Json& mention, std::vector<NamedSentence>& sentences) {
  const auto& kinds = model::name_kind_names;
  const auto kind = std::find(kinds.begin(), kinds.end(), mention.at("type").get<std::string>());
  if (kind == kinds.end()) return;
  NamedSentence& sentence = sentences.at(mention.at("sent_id").get<std::size_t>());
  NameSpan name{mention.at("pos").at(0), mention.at("pos").at(1),
                static_cast<model::NameKind>(kind - kinds.begin())};
  if (name.begin < name.end && is_article(sentence.tokens.at(name.begin))) ++name.begin;
  if (name.begin < name.end && name.end <= sentence.tokens.size()) sentence.names.push_back(name);
}

/// The longest of names that share a word; in order.
void leave_out_nested(std::vector<NameSpan>& names) {
  std::stable_sort(names.begin(), names.end(), [](const NameSpan& a, const NameSpan& b) {
    return a.end - a.begin > b.end - b.begin;
  });
  std::vector<NameSpan> kept;
  for (const NameSpan& name : names) {
    const bool free = std::all_of(kept.begin(), kept.end(), [&](const NameSpan& other) {
      return name.end <= other.begin || other.end <= name.begin;
    });
    if (free) kept.push_back(name);
  }
  std::sort(kept.begin(), kept.end(),
            [](const NameSpan& a, const NameSpan& b) { return a.begin < b.begin; });
  names = std::move(kept);
}

}  // namespace

Result<std::vector<NamedSentence>> read_docred(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error::plain(ErrorClass::not_found, "cannot read " + path);
  std::vector<NamedSentence> result;
  try {
    for (const Json& document : Json::parse(file)) {
      std::vector<NamedSentence> sentences;
      for (const Json& tokens : document.at("sents")) {
        NamedSentence& sentence = sentences.emplace_back();
        sentence.document = document.at("title");
        sentence.tokens = tokens.get<std::vector<std::string>>();
      }
      for (const Json& entity : document.at("vertexSet")) {
        for (const Json& mention : entity) add_mention(mention, sentences);
      }
      for (NamedSentence& sentence : sentences) {
        leave_out_nested(sentence.names);
        if (!sentence.tokens.empty()) result.push_back(std::move(sentence));
      }
    }
  } catch (const std::exception& error) {
    return Error::plain(ErrorClass::input_error,
                        path + " is no file of DocRED: " + std::string(error.what()));
  }
  return result;
}

}  // namespace entente::ingest::train
