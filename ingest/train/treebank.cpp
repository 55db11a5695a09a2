#include "ingest/train/treebank.hpp"

#include <charconv>
#include <fstream>

#include "ingest/names/data_lines.hpp"

namespace entente::ingest::train {

namespace {

Error bad_line(const std::string& path, std::size_t line, std::string_view what) {
  return Error::plain(ErrorClass::input_error,
                      path + ":" + std::to_string(line) + ": " + std::string(what));
}

bool parse_number(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

constexpr std::string_view document_mark = "# newdoc id = ";

/// Calls `use(line, number)` for each line and stops at the first error.
template <class Use>
Status for_each_numbered_line(const std::string& path, Use use) {
  std::ifstream file(path);
  if (!file) return Error::plain(ErrorClass::not_found, "cannot read " + path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ENTENTE_TRY(use(std::string_view(line), ++number));
  }
  return {};
}

std::vector<std::string_view> views(const auto& tokens, auto text) {
  std::vector<std::string_view> result;
  result.reserve(tokens.size());
  for (const auto& token : tokens) result.push_back(text(token));
  return result;
}

}  // namespace

std::vector<std::string_view> TreeSentence::texts() const {
  return views(tokens, [](const TreeToken& token) -> std::string_view { return token.text; });
}

std::vector<std::string_view> NamedSentence::texts() const {
  return views(tokens, [](const std::string& token) -> std::string_view { return token; });
}

Result<Treebank> read_treebank(const std::string& path) {
  Treebank treebank;
  TreeSentence sentence;
  std::string document;
  ENTENTE_TRY(for_each_numbered_line(path, [&](std::string_view line, std::size_t n) -> Status {
    if (line.starts_with(document_mark)) document = line.substr(document_mark.size());
    if (line.empty() && !sentence.tokens.empty()) {
      treebank.push_back(std::move(sentence));
      sentence = {};
    }
    if (line.empty() || line.front() == '#') return {};
    const auto fields = split_fields(line, '\t');
    if (fields.size() != 10) return bad_line(path, n, "a word has 10 columns");
    if (fields[0].find_first_of("-.") != std::string_view::npos) return {};
    TreeToken token;
    if (!parse_number(fields[6], token.head)) return bad_line(path, n, "the head is no number");
    --token.head;
    token.text = fields[1];
    token.lemma = fields[2];
    token.universal_tag = fields[3];
    token.penn_tag = fields[4];
    token.relation = fields[7];
    token.misc = fields[9];
    sentence.document = document;
    sentence.tokens.push_back(std::move(token));
    return {};
  }));
  if (!sentence.tokens.empty()) treebank.push_back(std::move(sentence));
  for (const TreeSentence& one : treebank) {
    for (const TreeToken& token : one.tokens) {
      if (token.head < -1 || token.head >= static_cast<int>(one.tokens.size())) {
        return Error::plain(ErrorClass::input_error,
                            path + ": a head is outside its sentence, at '" + token.text + "'");
      }
    }
  }
  return treebank;
}

Result<std::vector<NamedSentence>> read_names(const std::string& path) {
  std::vector<NamedSentence> sentences;
  NamedSentence sentence;
  std::string document;
  const auto finish = [&] {
    if (sentence.tokens.empty()) return;
    sentence.document = document;
    sentences.push_back(std::move(sentence));
    sentence = {};
  };
  ENTENTE_TRY(for_each_numbered_line(path, [&](std::string_view line, std::size_t n) -> Status {
    if (line.empty()) finish();
    if (line.starts_with(document_mark)) document = line.substr(document_mark.size());
    if (line.empty() || line.front() == '#') return {};
    const auto fields = split_fields(line, '\t');
    if (fields.size() < 3) return bad_line(path, n, "a word has at least 3 columns");
    const auto at = static_cast<std::uint32_t>(sentence.tokens.size());
    sentence.tokens.emplace_back(fields[1]);
    const std::string_view label = fields[2];
    if (label.size() < 3) return {};
    for (std::size_t kind = 0; kind < model::name_kind_names.size(); ++kind) {
      if (label.substr(2) != model::name_kind_names[kind]) continue;
      const bool goes_on =
          label[0] == 'I' && !sentence.names.empty() && sentence.names.back().end == at;
      if (goes_on) {
        ++sentence.names.back().end;
      } else {
        sentence.names.push_back({at, at + 1, static_cast<model::NameKind>(kind)});
      }
    }
    return {};
  }));
  finish();
  return sentences;
}

}  // namespace entente::ingest::train
