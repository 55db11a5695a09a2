// entente_train: trains and scores the model of ingest/model. See ingest/train/README.md.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include "ingest/train/recipe.hpp"
#include "ingest/train/score.hpp"

namespace {

using entente::Error;
using entente::ErrorClass;
using entente::Result;
using entente::Status;
namespace model = entente::ingest::model;
namespace train = entente::ingest::train;

constexpr const char* usage =
    "entente_train build --treebank FILE… [--names FILE…] [--notice FILE] --output FILE\n"
    "entente_train score --model FILE --treebank FILE…\n"
    "entente_train score-names --model FILE --treebank FILE… --names FILE\n"
    "Options and what they are for: ingest/train/README.md\n";

/// Options by name; an option may be given several times.
using Options = std::map<std::string, std::vector<std::string>>;

Error bad_option(const std::string& what) {
  return Error::plain(ErrorClass::input_error, what, usage);
}

Result<Options> read_options(int argc, char** argv) {
  static const char* const known[] = {
      "treebank",         "names",         "notice",       "output",         "model",
      "wordnet",          "reuse",         "reuse-parser", "tag-cache",      "tagger-epochs",
      "tagger-seeds",     "parser-epochs", "parser-seeds", "parser-updates", "parser-least",
      "name-epochs",      "name-seeds",    "name-updates", "tagger-updates", "tagger-least",
      "jackknife-epochs", "explore"};
  Options options;
  for (int i = 2; i < argc; i += 2) {
    const std::string name = argv[i];
    const bool is_known = std::any_of(std::begin(known), std::end(known), [&](const char* word) {
      return name == std::string("--") + word;
    });
    if (!is_known) return bad_option("unknown option " + name);
    if (i + 1 == argc) return bad_option(name + " needs a value");
    options[name.substr(2)].emplace_back(argv[i + 1]);
  }
  return options;
}

template <class Number>
Status set_number(const Options& options, const std::string& name, Number& number) {
  const auto found = options.find(name);
  if (found == options.end()) return {};
  const std::string& text = found->second.back();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return bad_option("--" + name + " takes a number, not '" + text + "'");
  }
  return {};
}

std::vector<std::string> values(const Options& options, const std::string& name) {
  const auto found = options.find(name);
  return found != options.end() ? found->second : std::vector<std::string>{};
}

std::string value(const Options& options, const std::string& name, std::string otherwise = {}) {
  const auto all = values(options, name);
  return all.empty() ? otherwise : all.back();
}

Result<train::Recipe> read_recipe(const Options& options) {
  train::Recipe recipe;
  recipe.treebanks = values(options, "treebank");
  recipe.names = values(options, "names");
  recipe.wordnet = value(options, "wordnet", recipe.wordnet);
  recipe.tag_cache = value(options, "tag-cache");
  if (const std::string path = value(options, "notice"); !path.empty()) {
    std::ifstream file(path);
    std::ostringstream text;
    if (!(text << file.rdbuf())) return bad_option("cannot read " + path);
    recipe.notice = text.str();
  }
  ENTENTE_TRY(set_number(options, "tagger-epochs", recipe.tagger.epochs));
  ENTENTE_TRY(set_number(options, "tagger-seeds", recipe.tagger.seeds));
  ENTENTE_TRY(set_number(options, "tagger-updates", recipe.tagger.least_updates));
  ENTENTE_TRY(set_number(options, "tagger-least", recipe.tagger.least));
  ENTENTE_TRY(set_number(options, "jackknife-epochs", recipe.jackknife.epochs));
  ENTENTE_TRY(set_number(options, "parser-epochs", recipe.parser.epochs));
  ENTENTE_TRY(set_number(options, "parser-seeds", recipe.parser.seeds));
  ENTENTE_TRY(set_number(options, "parser-updates", recipe.parser.least_updates));
  ENTENTE_TRY(set_number(options, "parser-least", recipe.parser.least));
  ENTENTE_TRY(set_number(options, "explore", recipe.parser.explore_percent));
  ENTENTE_TRY(set_number(options, "name-epochs", recipe.name_finder.epochs));
  ENTENTE_TRY(set_number(options, "name-seeds", recipe.name_finder.seeds));
  ENTENTE_TRY(set_number(options, "name-updates", recipe.name_finder.least_updates));
  recipe.report = [](const std::string& step) {
    const auto seconds = std::to_string(std::clock() / CLOCKS_PER_SEC);
    std::cerr << (seconds + " CPU s: " + step + "\n") << std::flush;
  };
  recipe.parser.report = recipe.report;
  return recipe;
}

Status build(const Options& options) {
  ENTENTE_ASSIGN(train::Recipe recipe, read_recipe(options));
  const std::string output = value(options, "output");
  if (output.empty()) return bad_option("build needs --output");
  std::shared_ptr<const model::LanguageModel> reused;
  const std::string parser_of = value(options, "reuse-parser");
  if (const std::string path = value(options, "reuse", parser_of); !path.empty()) {
    ENTENTE_ASSIGN(reused, model::load_model(path));
    recipe.reuse = reused.get();
    recipe.reuse_parser = !parser_of.empty();
  }
  ENTENTE_ASSIGN(const model::LanguageModel trained, train::train_model(recipe));
  std::ofstream file(output, std::ios::binary);
  const std::string bytes = trained.write();
  if (!(file << bytes).flush()) {
    return Error::plain(ErrorClass::io_error, "cannot write " + output);
  }
  std::cout << output << ": " << bytes.size() << " bytes; rows of tagger "
            << trained.parts().tagger.row_count() << ", parser "
            << trained.parts().parser.row_count() << ", names " << trained.parts().names.row_count()
            << "; lexicon " << trained.parts().lexicon.word_count() << " words, "
            << trained.parts().lexicon.phrase_count() << " phrases\n";
  return {};
}

Status score(const Options& options) {
  ENTENTE_ASSIGN(const auto reader, model::load_model(value(options, "model")));
  for (const std::string& path : values(options, "treebank")) {
    ENTENTE_ASSIGN(const train::Treebank treebank, train::read_treebank(path));
    std::cout << path << "\n" << train::score_trees(*reader, treebank).text();
  }
  return {};
}

/// Cross-validation, since the one file of names is also what the name finder is trained on.
Status score_names(const Options& options) {
  ENTENTE_ASSIGN(const train::Recipe recipe, read_recipe(options));
  ENTENTE_ASSIGN(const auto reader, model::load_model(value(options, "model")));
  std::vector<train::NameExample> always;
  for (const std::string& path : recipe.treebanks) {
    ENTENTE_ASSIGN(const train::Treebank treebank, train::read_treebank(path));
    for (const auto& sentence : train::marked_names(treebank)) {
      always.push_back(train::name_example(*reader, sentence));
    }
  }
  for (const std::string& path : recipe.names) {
    ENTENTE_ASSIGN(const auto sentences, train::read_names(path));
    std::vector<train::NameExample> examples;
    std::vector<std::string> documents;
    for (const auto& sentence : sentences) {
      examples.push_back(train::name_example(*reader, sentence));
      documents.push_back(sentence.document);
    }
    std::cout
        << path << "\n"
        << train::cross_validate_names(examples, documents, always, recipe.name_finder).text();
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  static const std::map<std::string, std::function<Status(const Options&)>> commands = {
      {"build", build}, {"score", score}, {"score-names", score_names}};
  const auto command = commands.find(argc > 1 ? argv[1] : "");
  if (command == commands.end()) {
    std::cerr << usage;
    return 2;
  }
  const auto options = read_options(argc, argv);
  const Status status = options ? command->second(*options) : Status(options.error());
  if (status) return 0;
  std::cerr << status.error().render() << "\n";
  return 1;
}
