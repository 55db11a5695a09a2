#include "tests/bench/workload/data_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace entente::bench {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "entente-bench: %s\n", message.c_str());
  std::exit(2);
}

Json read_json(const fs::path& file) {
  std::ifstream in(file);
  if (!in) fail("cannot read " + file.string());
  Json json = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) fail(file.string() + " is not JSON");
  return json;
}

std::vector<fs::path> csv_files(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  if (error || files.empty()) fail("there are no CSV files in " + folder.string());
  std::sort(files.begin(), files.end());
  return files;
}

Fields split(const std::string& text, char separator) {
  Fields fields;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(separator, begin);
    fields.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return fields;
    begin = end + 1;
  }
}

}  // namespace

DataFolder::DataFolder(fs::path folder) : folder_(std::move(folder)) {
  const Json manifest = read_json(folder_ / "manifest.json");
  rows_ = manifest.value("total_nodes", std::uint64_t{0}) +
          manifest.value("total_rels", std::uint64_t{0});
  parameters_ = read_json(folder_ / "params.json");
  expected_ = read_json(folder_ / "expected.json");
  for (const fs::path& file : csv_files(folder_ / "nodes")) labels_.push_back(file.stem().string());
}

ImportPlan DataFolder::import_plan() const {
  ImportPlan plan;
  for (const std::string& label : labels_) {
    plan.nodes.push_back({{(folder_ / "nodes" / (label + ".csv")).string()}, {label}});
  }
  for (const fs::path& file : csv_files(folder_ / "rels")) {
    const Fields parts = split(file.stem().string(), '.');
    if (parts.size() != 3) fail(file.string() + " is not named TYPE.SOURCE.TARGET.csv");
    plan.relationships.push_back({{file.string()}, parts[0], parts[1], parts[2]});
  }
  return plan;
}

std::vector<Fields> DataFolder::csv(const std::string& name) const {
  std::ifstream in(folder_ / name);
  if (!in) fail("cannot read " + (folder_ / name).string());
  std::vector<Fields> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    if (!line.empty()) rows.push_back(split(line, ','));
  }
  return rows;
}

}  // namespace entente::bench
