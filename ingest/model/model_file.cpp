#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>

#include "ingest/model/language_model.hpp"

namespace entente::ingest::model {

namespace {

namespace fs = std::filesystem;

/// Places of the model in the order in which they are tried, without that of the environment.
std::vector<fs::path> usual_places() {
  std::vector<fs::path> places;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    places.push_back(program.parent_path().parent_path() / "share/entente/english.model");
  }
  places.emplace_back(ENTENTE_MODEL_INSTALLED);
  places.emplace_back(ENTENTE_MODEL_IN_SOURCE);
  return places;
}

}  // namespace

Result<std::shared_ptr<const LanguageModel>> load_model(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (file) bytes << file.rdbuf();
  if (!file || !bytes) {
    return Error::plain(ErrorClass::not_found, "cannot read the language model " + path,
                        "name the file english.model in the environment variable ENTENTE_MODEL");
  }
  ENTENTE_ASSIGN(LanguageModel model, LanguageModel::read(bytes.view()));
  return std::make_shared<const LanguageModel>(std::move(model));
}

Result<std::shared_ptr<const LanguageModel>> load_english_model() {
  if (const char* named = std::getenv("ENTENTE_MODEL"); named != nullptr && *named != '\0') {
    return load_model(named);
  }
  std::string looked_at;
  for (const fs::path& place : usual_places()) {
    std::error_code error;
    if (fs::exists(place, error)) return load_model(place.string());
    looked_at += (looked_at.empty() ? "" : ", ") + place.string();
  }
  return Error::plain(ErrorClass::not_found, "found no language model at any of " + looked_at,
                      "name the file english.model in the environment variable ENTENTE_MODEL");
}

Result<std::shared_ptr<const LanguageModel>> english_model() {
  static std::mutex mutex;
  static std::shared_ptr<const LanguageModel> loaded;
  const std::lock_guard lock(mutex);
  if (!loaded) {
    ENTENTE_ASSIGN(loaded, load_english_model());
  }
  return loaded;
}

}  // namespace entente::ingest::model
