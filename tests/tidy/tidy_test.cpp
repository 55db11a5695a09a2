// Rules on the source tree itself: which folder may include which, where foreign libraries may be
// used, how long files and lines may get. A rule that is not tested is not kept.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace entente {
namespace {

namespace fs = std::filesystem;

const fs::path root = ENTENTE_TEST_SOURCE_DIR;

struct SourceFile {
  std::string path;  // from the root, with '/'
  std::vector<std::string> lines;
};

std::vector<SourceFile> read_sources(const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const auto& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension();
      if (!entry.is_regular_file() ||
          (extension != ".cpp" && extension != ".hpp" && extension != ".h")) {
        continue;
      }
      SourceFile file{fs::relative(entry.path(), root).generic_string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

const std::vector<SourceFile>& sources() {
  static const auto files = read_sources({"storage", "query", "ingest", "shell"});
  return files;
}

std::vector<std::string> includes(const SourceFile& file) {
  static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^">]+)[">])");
  std::vector<std::string> result;
  for (const auto& line : file.lines) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) result.push_back(match[1]);
  }
  return result;
}

std::string module_of(const std::string& path) { return path.substr(0, path.find('/')); }

/// "query/plan/rules/x.cpp" -> "query/plan"
std::string folder_of(const std::string& path) {
  const auto first = path.find('/');
  const auto second = path.find('/', first + 1);
  return second == std::string::npos ? path.substr(0, first) : path.substr(0, second);
}

bool starts_with(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

/// Steps in order: each may include itself and what stands before it.
const std::vector<std::vector<std::string>> chains_of_steps = {
    {"ingest/text", "ingest/readers", "ingest/model", "ingest/names", "ingest/clauses",
     "ingest/resolve", "ingest/relations", "ingest/write", "ingest/pipeline", "ingest/api"},
    {"ingest/import_base", "ingest/import_values", "ingest/import_readers", "ingest/import_load"},
    {"query/syntax", "query/ast", "query/eval", "query/semantic", "query/plan", "query/exec",
     "query/api"},
    {"storage/base", "storage/text", "storage/format", "storage/kv", "storage/catalog",
     "storage/graph", "storage/claims"},
};

/// Folders of other modules that a module may include besides public headers.
const std::map<std::string, std::vector<std::string>> foreign_folders = {
    {"storage", {}},
    {"query", {"storage/claims", "storage/graph", "storage/catalog", "storage/base"}},
    {"ingest",
     {"storage/claims", "storage/graph", "storage/catalog", "storage/format", "storage/base",
      "query/eval"}},
    {"shell", {}},
};

const std::map<std::string, int> module_rank = {
    {"storage", 0}, {"query", 1}, {"ingest", 2}, {"shell", 3}};

/// Which module a public header ("entente/x.hpp") belongs to; the umbrella counts as query.
int public_header_rank(const std::string& header) {
  for (const auto& [module, rank] : module_rank) {
    if (fs::exists(root / module / "include" / header)) return rank;
  }
  return -1;
}

TEST(Tidy, ModulesIncludeOnlyWhatTheyMay) {
  for (const auto& file : sources()) {
    const std::string module = module_of(file.path);
    for (const auto& include : includes(file)) {
      if (starts_with(include, "entente/")) {
        const int rank = public_header_rank(include);
        EXPECT_NE(rank, -1) << file.path << " includes unknown " << include;
        EXPECT_LE(rank, module_rank.at(module)) << file.path << " includes " << include;
        continue;
      }
      const std::string other = module_of(include);
      if (module_rank.count(other) == 0 || other == module) continue;
      const auto& allowed = foreign_folders.at(module);
      EXPECT_NE(std::find(allowed.begin(), allowed.end(), folder_of(include)), allowed.end())
          << file.path << " includes " << include;
    }
  }
}

TEST(Tidy, StepsOfAModuleIncludeOnlyEarlierOnes) {
  for (const auto& file : sources()) {
    for (const auto& order : chains_of_steps) {
      const auto own = std::find(order.begin(), order.end(), folder_of(file.path));
      if (own == order.end()) continue;
      for (const auto& include : includes(file)) {
        const auto other = std::find(order.begin(), order.end(), folder_of(include));
        if (other == order.end()) continue;
        EXPECT_LE(other - order.begin(), own - order.begin())
            << file.path << " includes " << include;
      }
    }
  }
}

TEST(Tidy, TheTrainerIsNoPartOfTheLibrary) {
  const std::set<std::string> needed = {"ingest/text",    "ingest/model",   "ingest/names",
                                        "ingest/clauses", "ingest/resolve", "ingest/train"};
  for (const auto& file : sources()) {
    const bool trainer = folder_of(file.path) == "ingest/train";
    for (const auto& include : includes(file)) {
      if (!starts_with(include, "ingest/")) continue;
      if (trainer) {
        EXPECT_EQ(needed.count(folder_of(include)), 1U) << file.path << " includes " << include;
      } else {
        EXPECT_NE(folder_of(include), "ingest/train") << file.path << " includes " << include;
      }
    }
  }
}

TEST(Tidy, ForeignLibrariesStandBehindOnePlace) {
  const std::vector<std::pair<std::string, std::regex>> places = {
      {"rocksdb/", std::regex("storage/kv/rocks_[a-z_]+\\.(cpp|hpp)")},
      {"tao/", std::regex("query/syntax/(parser\\.cpp|tree_control\\.hpp|grammar_[a-z_]+\\.hpp|"
                          "[a-z_]*rules?\\.hpp)")},
      {"spdlog/", std::regex("storage/base/log\\.cpp")},
      {"histedit.h", std::regex("shell/line_editor\\.cpp")},
      {"editline/", std::regex("shell/line_editor\\.cpp")},
      {"re2/", std::regex("query/eval/[a-z_/]*reg[a-z_]*\\.cpp")},
      {"xxhash.h", std::regex("storage/base/checksum\\.cpp")},
      {"CLI/", std::regex("shell/cli/options\\.cpp")},
      {"unicode/", std::regex("storage/text/words\\.cpp|ingest/names/generate/[a-z_]+\\.cpp|"
                              "ingest/write/transliterate\\.cpp|"
                              "ingest/readers/encoding\\.cpp")},
      {"libxml/", std::regex("ingest/readers/markup_tree\\.cpp")},
      {"gmime/", std::regex("ingest/readers/mime_message\\.cpp")},
      {"poppler-", std::regex("ingest/readers/pdf_pages\\.cpp")},
      {"serd/", std::regex("ingest/import_readers/rdf_parser\\.cpp")},
      {"zlib.h", std::regex("ingest/import_base/byte_source\\.cpp")},
      {"libstemmer.h", std::regex("storage/text/words\\.cpp")},
  };
  for (const auto& file : sources()) {
    for (const auto& include : includes(file)) {
      for (const auto& [library, place] : places) {
        if (!starts_with(include, library)) continue;
        EXPECT_TRUE(std::regex_match(file.path, place)) << file.path << " includes " << include;
      }
    }
  }
}

TEST(Tidy, PublicHeadersNeedOnlyTheStandardLibraryAndThemselves) {
  for (const auto& file : sources()) {
    if (file.path.find("/include/entente/") == std::string::npos) continue;
    for (const auto& include : includes(file)) {
      const bool standard = include.find('/') == std::string::npos &&
                            (include.find('.') == std::string::npos || starts_with(include, "std"));
      EXPECT_TRUE(standard || starts_with(include, "entente/"))
          << file.path << " includes " << include;
    }
  }
}

TEST(Tidy, FilesStayShort) {
  for (const auto& file : sources()) {
    EXPECT_LE(file.lines.size(), 800U) << file.path << " holds a whole family; split it";
  }
}

std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

TEST(Tidy, LinesFitAHundredColumns) {
  for (const auto& file : sources()) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_LE(columns(file.lines[i]), 100U) << file.path << ":" << i + 1;
    }
  }
}

TEST(Tidy, NoUnfinishedWork) {
  // Spelled apart so that this file does not find itself.
  const std::regex mark(std::string("TO") + "DO|FIX" + "ME|XX" + "X|not implem" + "ented");
  for (const auto& file : sources()) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], mark)) << file.path << ":" << i + 1;
    }
  }
}

TEST(Tidy, EveryHeaderIsGuarded) {
  for (const auto& file : sources()) {
    if (file.path.size() < 4 || file.path.substr(file.path.size() - 4) != ".hpp") continue;
    const bool guarded = std::any_of(file.lines.begin(), file.lines.end(),
                                     [](const auto& line) { return line == "#pragma once"; });
    EXPECT_TRUE(guarded) << file.path;
  }
}

TEST(Tidy, TopLevelHoldsNoOtherSourceFolder) {
  const std::set<std::string> known = {"storage",  "query", "ingest", "shell", "tests",
                                       "examples", ".ci",   ".git",   "build"};
  for (const auto& entry : fs::directory_iterator(root)) {
    if (!entry.is_directory()) continue;
    const std::string name = entry.path().filename();
    if (name[0] == '.' && name != ".ci") continue;
    EXPECT_EQ(known.count(name), 1U) << name;
  }
}

}  // namespace
}  // namespace entente
