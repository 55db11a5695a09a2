#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/ingest.hpp"

namespace entente::ingest {

/// True if a file of a folder is to be read; `path` is relative to the folder. Files and folders
/// whose names begin with a dot are not.
bool is_included(std::string_view path, const IngestOptions& options);

/// The files that `path` stands for: itself, the documents of a folder and of the folders in it
/// (symbolic links to folders are not followed), or the files that match a pattern; sorted. What
/// cannot be read is added to `skipped`.
std::vector<std::string> expand_path(const std::string& path, const IngestOptions& options,
                                     std::vector<SkippedInput>& skipped);

/// All of them, each file once.
std::vector<std::string> expand_paths(const std::vector<std::string>& paths,
                                      const IngestOptions& options,
                                      std::vector<SkippedInput>& skipped);

/// True if the file `path` is the given path, or inside of it if it is a folder.
bool is_within(std::string_view path, std::string_view given);

}  // namespace entente::ingest
