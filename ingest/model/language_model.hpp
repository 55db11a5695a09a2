#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "ingest/model/lemmatiser.hpp"
#include "ingest/model/lexicon.hpp"
#include "ingest/model/name_finder.hpp"
#include "ingest/model/parsed_sentence.hpp"
#include "ingest/model/parser.hpp"
#include "ingest/model/sparse_model.hpp"
#include "ingest/model/tagger.hpp"

namespace entente::ingest::model {

/// Everything that was learnt, as the trainer puts it together.
struct ModelParts {
  /// Licence and attribution; stands readable at the beginning of the file.
  std::string notice;
  TagSet tags;
  std::vector<std::string> relations;
  std::uint16_t root_relation = 0;
  /// Of what is put together only because it stands in one sentence.
  std::uint16_t loose_relation = 0;
  Lexicon lexicon;
  SparseModel tagger;
  Lemmatiser lemmatiser;
  SparseModel parser;
  /// Reads sentences from their end to their beginning.
  SparseModel reverse_parser;
  SparseModel names;
};

/// A trained reader of one language: tags, lemmas, trees and names of tokenised sentences.
/// Immutable; any number of threads may use one at a time. The same model gives the same answer on
/// every machine: it computes with integers only.
class LanguageModel {
 public:
  explicit LanguageModel(ModelParts parts);

  /// Reads a model from the bytes of its file. Errors: format_version for a file of another
  /// version, corruption for anything else that is not whole.
  static Result<LanguageModel> read(std::string_view bytes);
  /// The bytes that read() takes: see ingest/model/FORMAT.md.
  [[nodiscard]] std::string write() const;

  /// Reads a sentence, given as its tokens in the spelling of the text.
  [[nodiscard]] ParsedSentence parse(std::span<const std::string_view> tokens) const;

  [[nodiscard]] const ModelParts& parts() const { return parts_; }
  [[nodiscard]] std::string_view notice() const { return parts_.notice; }

  /// What the parsers see of tagged words; the trainer needs the same view.
  [[nodiscard]] ParseInput parse_input(std::span<const Word> words,
                                       std::span<const std::uint16_t> tags,
                                       std::span<const std::string> lemmas) const;
  /// The tree of a sentence of 1 to longest_parsed_sentence words, from both parsers.
  [[nodiscard]] std::vector<Arc> tree(std::span<const Word> words,
                                      std::span<const std::uint16_t> tags,
                                      std::span<const std::string> lemmas) const;
  /// Lemmas of tagged words.
  [[nodiscard]] std::vector<std::string> lemmas(std::span<const std::string_view> tokens,
                                                std::span<const std::uint16_t> tags) const;

 private:
  [[nodiscard]] std::vector<Arc> tree_in_pieces(std::span<const Word> words,
                                                std::span<const std::uint16_t> tags,
                                                std::span<const std::string> lemmas) const;

  ModelParts parts_;
  /// What the parser sees of each tag, by number.
  std::vector<Atom> universal_;
  std::vector<bool> proper_;
  std::vector<std::uint8_t> between_;
};

/// Loads the English model that belongs to this program: from the file that the environment
/// variable ENTENTE_MODEL names, else share/entente/english.model beside the program's bin folder
/// or in the folder it was installed to, else that of the source tree. The first that exists is
/// taken. Errors: not_found with all places looked at, or those of LanguageModel::read().
Result<std::shared_ptr<const LanguageModel>> load_english_model();
/// The English model of this program, loaded at the first call that finds it and kept until the
/// program ends. Errors: those of load_english_model(); a later call looks again. Any thread.
Result<std::shared_ptr<const LanguageModel>> english_model();
/// The same from a given file.
Result<std::shared_ptr<const LanguageModel>> load_model(const std::string& path);

}  // namespace entente::ingest::model
