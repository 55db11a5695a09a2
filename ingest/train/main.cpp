// entente_train: trains and scores the model of ingest/model. See ingest/train/README.md.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>

#include "ingest/train/recipe.hpp"
#include "ingest/train/score.hpp"
#include "ingest/train/triple_trainer.hpp"

namespace {

using entente::Error;
using entente::ErrorClass;
using entente::Result;
using entente::Status;
namespace model = entente::ingest::model;
namespace train = entente::ingest::train;

constexpr const char* usage =
    "entente_train build --treebank FILE… [--names FILE…] [--docred FILE…] [--notice FILE]\n"
    "                    --output FILE\n"
    "entente_train score --model FILE --treebank FILE…\n"
    "entente_train score-names --reader FILE --treebank FILE… [--docred FILE…] --names FILE…\n"
    "entente_train triples --model FILE --gold FILE --output FILE\n"
    "entente_train score-triples --model FILE --gold FILE\n"
    "Options and what they are for: ingest/train/README.md\n";

/// Options by name; an option may be given several times.
using Options = std::map<std::string, std::vector<std::string>>;

Error bad_option(const std::string& what) {
  return Error::plain(ErrorClass::input_error, what, usage);
}

Result<Options> read_options(int argc, char** argv) {
  static const char* const known[] = {
      "treebank",      "gold",        "names",      "docred",      "reader",      "finish-rate",
      "name-repeats",  "people",      "sure",       "finish-seed", "finish-runs", "output",
      "model",         "wordnet",     "check",      "notice",      "threads",     "epochs",
      "finish-epochs", "batch-words", "rate",       "seed",        "first",       "second",
      "word",          "spelling",    "facts",      "arc",         "relation",    "name",
      "drop-input",    "drop-output", "drop-state", "drop-word"};
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

Status set_network(const Options& options, train::NetworkPlan& plan) {
  ENTENTE_TRY(set_number(options, "epochs", plan.epochs));
  ENTENTE_TRY(set_number(options, "batch-words", plan.batch_words));
  ENTENTE_TRY(set_number(options, "rate", plan.rate));
  ENTENTE_TRY(set_number(options, "seed", plan.seed));
  ENTENTE_TRY(set_number(options, "drop-input", plan.drop_input));
  ENTENTE_TRY(set_number(options, "drop-output", plan.drop_output));
  ENTENTE_TRY(set_number(options, "drop-state", plan.drop_state));
  ENTENTE_TRY(set_number(options, "drop-word", plan.drop_word));
  ENTENTE_TRY(set_number(options, "word", plan.sizes.input[0]));
  ENTENTE_TRY(set_number(options, "spelling", plan.sizes.input[1]));
  ENTENTE_TRY(set_number(options, "facts", plan.sizes.input[2]));
  ENTENTE_TRY(set_number(options, "first", plan.sizes.first));
  ENTENTE_TRY(set_number(options, "second", plan.sizes.second));
  ENTENTE_TRY(set_number(options, "arc", plan.sizes.arc));
  ENTENTE_TRY(set_number(options, "relation", plan.sizes.relation));
  return set_number(options, "name", plan.sizes.name);
}

Result<train::Recipe> read_recipe(const Options& options) {
  train::Recipe recipe;
  recipe.treebanks = values(options, "treebank");
  recipe.names = values(options, "names");
  recipe.docred = values(options, "docred");
  recipe.wordnet = value(options, "wordnet", recipe.wordnet);
  recipe.people = value(options, "people", recipe.people);
  if (const std::string path = value(options, "notice"); !path.empty()) {
    std::ifstream file(path);
    std::ostringstream text;
    if (!(text << file.rdbuf())) return bad_option("cannot read " + path);
    recipe.notice = text.str();
  }
  ENTENTE_TRY(set_network(options, recipe.network));
  ENTENTE_TRY(set_number(options, "threads", recipe.network.threads));
  recipe.finish.threads = recipe.network.threads;
  ENTENTE_TRY(set_number(options, "finish-epochs", recipe.finish.epochs));
  ENTENTE_TRY(set_number(options, "finish-rate", recipe.finish.rate));
  ENTENTE_TRY(set_number(options, "finish-seed", recipe.finish.seed));
  ENTENTE_TRY(set_number(options, "name-repeats", recipe.name_repeats));
  ENTENTE_TRY(set_number(options, "finish-runs", recipe.finish_runs));
  ENTENTE_TRY(set_number(options, "sure", recipe.sure_probability));
  recipe.report = [](const std::string& step) {
    const auto seconds = std::to_string(std::clock() / CLOCKS_PER_SEC);
    std::cerr << (seconds + " CPU s: " + step + "\n") << std::flush;
  };
  return recipe;
}

Status write_model(const model::LanguageModel& trained, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  const std::string bytes = trained.write();
  if (!(file << bytes).flush()) return Error::plain(ErrorClass::io_error, "cannot write " + path);
  std::cout << path << ": " << bytes.size() << " bytes; " << trained.parts().lexicon.word_count()
            << " words and " << trained.parts().lexicon.phrase_count()
            << " phrases in the lexicon\n";
  return {};
}

Status build(const Options& options) {
  ENTENTE_ASSIGN(train::Recipe recipe, read_recipe(options));
  const std::string output = value(options, "output");
  if (output.empty()) return bad_option("build needs --output");
  std::shared_ptr<const model::LanguageModel> reader;
  if (const std::string path = value(options, "reader"); !path.empty()) {
    ENTENTE_ASSIGN(reader, model::load_model(path));
    recipe.reader = reader.get();
  }
  train::Treebank check;
  if (const std::string path = value(options, "check"); !path.empty()) {
    ENTENTE_ASSIGN(check, train::read_treebank(path));
    recipe.after_epoch = [&](const model::LanguageModel& so_far) {
      std::cerr << train::score_trees(so_far, check).text() << std::flush;
      if (const Status status = write_model(so_far, output + ".part"); !status) {
        std::cerr << status.error().render() << "\n";
      }
    };
  }
  ENTENTE_ASSIGN(const model::LanguageModel trained, train::train_model(recipe));
  return write_model(trained, output);
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
  ENTENTE_ASSIGN(train::Recipe recipe, read_recipe(options));
  ENTENTE_ASSIGN(const auto reader, model::load_model(value(options, "reader")));
  recipe.reader = reader.get();
  std::ofstream file;
  if (const std::string path = value(options, "output"); !path.empty()) {
    file.open(path);
    if (!file) return Error::plain(ErrorClass::io_error, "cannot write " + path);
    recipe.after_sentence = [&](const train::NamedSentence& sentence,
                                const std::vector<model::NameSpan>& found) {
      file << train::mistakes(sentence, found);
    };
  }
  ENTENTE_ASSIGN(const train::NameScore score, train::cross_validate_names(recipe));
  std::cout << score.text();
  return {};
}

Status train_triples(const Options& options) {
  ENTENTE_ASSIGN(const auto reader, model::load_model(value(options, "model")));
  ENTENTE_ASSIGN(const auto gold, train::read_gold_triples(value(options, "gold")));
  std::ofstream file(value(options, "output"));
  if (!(file << train::train_triple_weights(*reader, gold)).flush()) {
    return Error::plain(ErrorClass::io_error, "cannot write " + value(options, "output"));
  }
  return {};
}

Status score_triples(const Options& options) {
  ENTENTE_ASSIGN(const auto reader, model::load_model(value(options, "model")));
  ENTENTE_ASSIGN(const auto gold, train::read_gold_triples(value(options, "gold")));
  std::cout << "weights of the tree  " << train::score_open_triples(*reader, gold).text()
            << "cross-validated      " << train::cross_validate_triples(*reader, gold).text();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  static const std::map<std::string, std::function<Status(const Options&)>> commands = {
      {"build", build},
      {"score", score},
      {"score-names", score_names},
      {"triples", train_triples},
      {"score-triples", score_triples}};
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
