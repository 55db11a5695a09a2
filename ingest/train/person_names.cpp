#include "ingest/train/person_names.hpp"

#include <fstream>

namespace entente::ingest::train {

namespace {

Status read_lines(const std::string& path, std::vector<std::string>& lines) {
  std::ifstream file(path);
  if (!file) {
    return Error::plain(ErrorClass::not_found, "cannot read " + path,
                        "install the package rig, or name the folder with --people");
  }
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return {};
}

}  // namespace

Result<PersonNames> read_person_names(const std::string& folder) {
  PersonNames names;
  ENTENTE_TRY(read_lines(folder + "/fnames.idx", names.given));
  ENTENTE_TRY(read_lines(folder + "/mnames.idx", names.given));
  ENTENTE_TRY(read_lines(folder + "/lnames.idx", names.family));
  return names;
}

}  // namespace entente::ingest::train
