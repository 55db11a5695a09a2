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
#include "ingest/model/network.hpp"
#include "ingest/model/parsed_sentence.hpp"
#include "ingest/model/tag_set.hpp"

namespace entente::ingest::model {

/// Longest sentence that is read in one piece, in words.
inline constexpr std::size_t longest_parsed_sentence = 250;

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
  Lemmatiser lemmatiser;
  /// Rounded to what a file holds: see round_weights().
  NetworkWeights network;
};

/// A trained reader of one language: tags, lemmas, trees and names of tokenised sentences.
/// Immutable; any number of threads may use one at a time. The same model gives the same answer on
/// every machine and for a sentence by itself as for one among others.
class LanguageModel {
 public:
  /// A sentence as its tokens in the spelling of the text.
  using Tokens = std::vector<std::string_view>;

  explicit LanguageModel(ModelParts parts);

  /// Reads a model from the bytes of its file. Errors: format_version for a file of another
  /// version, corruption for anything else that is not whole.
  static Result<LanguageModel> read(std::string_view bytes);
  /// The bytes that read() takes: see ingest/model/FORMAT.md.
  [[nodiscard]] std::string write() const;

  /// Reads a sentence.
  [[nodiscard]] ParsedSentence parse(std::span<const std::string_view> tokens) const;
  /// Reads sentences, several at a time, which is faster; the results are in their order.
  [[nodiscard]] std::vector<ParsedSentence> parse_all(std::span<const Tokens> sentences) const;

  [[nodiscard]] const ModelParts& parts() const { return *parts_; }
  [[nodiscard]] std::string_view notice() const { return parts_->notice; }

 private:
  struct Piece;

  void read_batch(std::span<Piece* const> batch, NetworkPass& pass) const;
  void decode_tags(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                   Piece& piece) const;
  void decode_tree(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                   Piece& piece) const;
  void decode_names(const BatchLayout& layout, std::size_t sentence, const NetworkPass& pass,
                    Piece& piece) const;

  /// Apart, so that the network's pointers into them stay when the model is moved.
  std::unique_ptr<const ModelParts> parts_;
  Network network_;
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
