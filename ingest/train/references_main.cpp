// entente_train_references: learns the weights by which pronouns and descriptions are resolved. See
// ingest/train/README.md.
#include <fstream>
#include <iostream>
#include <optional>

#include "ingest/train/reference_trainer.hpp"

namespace {

using entente::Error;
using entente::ErrorClass;
using entente::Result;
using entente::Status;
namespace ingest = entente::ingest;
namespace model = entente::ingest::model;
namespace train = entente::ingest::train;

constexpr const char* usage =
    "entente_train_references build TREEBANK OUTPUT [TEST_TREEBANK]\n"
    "entente_train_references score TREEBANK [MODEL]\n";
constexpr int epochs = 30;

Status build(const std::string& path, const std::string& output, const std::string& test) {
  ENTENTE_ASSIGN(const train::Treebank treebank, train::read_treebank(path));
  const auto documents = train::clustered_documents(treebank, nullptr);
  const auto table = train::train_references(documents, epochs);
  std::ofstream file(output, std::ios::binary);
  file << "# What speaks for and against the things that a reference may mean: kind, feature of\n"
          "# resolve/reference_features.hpp, weight in thousandths. Learnt: see train/README.md.\n"
       << train::weights_text(table);
  if (!file.flush()) return Error::plain(ErrorClass::io_error, "cannot write " + output);
  ENTENTE_ASSIGN(const train::Treebank tested, train::read_treebank(test));
  const auto test_documents = train::clustered_documents(tested, nullptr);
  std::cout << documents.size() << " documents; scored on " << test << "\n"
            << train::score_references(test_documents, ingest::ReferenceWeights(table)).text();
  return {};
}

Status score(const std::string& path, const std::optional<std::string>& model_path) {
  ENTENTE_ASSIGN(const train::Treebank treebank, train::read_treebank(path));
  std::shared_ptr<const model::LanguageModel> reader;
  if (model_path) {
    ENTENTE_ASSIGN(reader, model::load_model(*model_path));
  }
  const auto documents = train::clustered_documents(treebank, reader.get());
  std::cout << documents.size() << " documents\n"
            << train::score_references(documents, ingest::ReferenceWeights::built_in()).text();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  Status status;
  if (command == "build" && (argc == 4 || argc == 5)) {
    status = build(argv[2], argv[3], argv[argc == 5 ? 4 : 2]);
  } else if (command == "score" && (argc == 3 || argc == 4)) {
    status = score(argv[2], argc == 4 ? std::optional<std::string>(argv[3]) : std::nullopt);
  } else {
    std::cerr << usage;
    return 2;
  }
  if (status) return 0;
  std::cerr << status.error().render() << "\n";
  return 1;
}
