#include "ingest/model/parse_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "ingest/text/utf8.hpp"

namespace entente::ingest::model {

/// The spelling under which the model knows a token: it has seen few quotes of typewriters.
static std::string_view spelling(std::string_view text) {
  return text == "``" || text == "''" ? "\"" : text;
}

std::vector<ParsedSentence> parse_text(const LanguageModel& model, const SplitText& split) {
  std::vector<LanguageModel::Tokens> sentences(split.sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = split.sentences[s];
    for (std::uint32_t i = sentence.first_token; i < sentence.last_token; ++i) {
      sentences[s].push_back(spelling(split.tokens[i].text(split.text)));
    }
  }
  return model.parse_all(sentences);
}

void append_conllu(std::string& out, const SplitText& split, const Sentence& sentence,
                   const ParsedSentence& parsed) {
  const auto add = std::back_inserter(out);
  fmt::format_to(add, "# text = {}\n",
                 collapse_space(split.text.substr(sentence.begin, sentence.end - sentence.begin)));
  std::vector<std::string> labels(parsed.tokens.size());
  for (const NameSpan& name : parsed.names) {
    for (std::uint32_t i = name.begin; i < name.end; ++i) {
      labels[i] = fmt::format("Name={}-{}", i == name.begin ? 'B' : 'I',
                              name_kind_names[static_cast<std::size_t>(name.kind)]);
    }
  }
  for (std::uint32_t i = 0; i < parsed.tokens.size(); ++i) {
    const Token& token = split.tokens[sentence.first_token + i];
    const ParsedToken& read = parsed.tokens[i];
    const bool glued = sentence.first_token + i + 1 < sentence.last_token &&
                       !split.tokens[sentence.first_token + i + 1].space_before;
    std::string misc = labels[i];
    if (glued) misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
    fmt::format_to(add, "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{}\n", i + 1, token.text(split.text),
                   read.lemma, read.universal_tag, read.penn_tag,
                   read.head == no_head ? 0 : read.head + 1, read.relation,
                   misc.empty() ? "_" : misc);
  }
  out += '\n';
}

}  // namespace entente::ingest::model
