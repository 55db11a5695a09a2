#include <algorithm>
#include <filesystem>
#include <system_error>

#include "ingest/pipeline/folder_watcher.hpp"
#include "ingest/pipeline/ingest_store.hpp"
#include "ingest/pipeline/input_paths.hpp"

namespace entente::ingest {

namespace {

void add_up(IngestReport& total, const IngestReport& round) {
  total.documents_added += round.documents_added;
  total.documents_updated += round.documents_updated;
  total.documents_unchanged += round.documents_unchanged;
  total.documents_removed += round.documents_removed;
  total.entities += round.entities;
  total.relationships += round.relationships;
  total.claims += round.claims;
  total.sentences += round.sentences;
  total.bytes += round.bytes;
  total.interrupted = round.interrupted;
  // What could not be read in an earlier round may have been mended since.
  total.skipped = round.skipped;
}

/// The changed files that belong to what is watched. What is gone is taken whatever its name: it
/// may have been a folder.
std::vector<std::string> relevant(const FolderChanges& changes,
                                  const std::vector<std::string>& paths,
                                  const IngestOptions& options) {
  std::vector<std::string> out;
  for (const std::string& file : changes.files) {
    const bool wanted = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
      if (!is_within(file, path)) return false;
      std::error_code code;
      if (!std::filesystem::is_regular_file(file, code) || file == path) return true;
      return is_included(std::string_view(file).substr(std::min(path.size() + 1, file.size())),
                         options);
    });
    if (wanted) out.push_back(file);
  }
  return out;
}

}  // namespace

Result<IngestReport> watch_files(storage::GraphStore& store, const std::vector<std::string>& paths,
                                 const IngestOptions& options,
                                 const std::function<void(const IngestReport&)>& on_round) {
  constexpr std::chrono::milliseconds quiet_ms(300);
  constexpr std::chrono::milliseconds longest_ms(5'000);
  ENTENTE_ASSIGN(FolderWatcher watcher, FolderWatcher::create());
  std::vector<std::string> watched;
  for (const std::string& path : paths) {
    ENTENTE_TRY(watcher.add(path));
    watched.push_back(path.size() > 1 && path.ends_with('/')
                          ? path.substr(0, path.find_last_not_of('/') + 1)
                          : path);
  }
  IngestOptions mirror = options;
  mirror.prune = true;
  IngestReport total;
  std::vector<std::string> due = watched;
  while (!options.stop.stop_requested()) {
    ENTENTE_ASSIGN(const IngestReport round, ingest_files(store, due, mirror));
    add_up(total, round);
    if (on_round) on_round(round);
    for (due.clear(); due.empty() && !options.stop.stop_requested();) {
      ENTENTE_ASSIGN(const FolderChanges changes, watcher.wait(options.stop, quiet_ms, longest_ms));
      due = changes.overflow ? watched : relevant(changes, watched, options);
    }
  }
  return total;
}

}  // namespace entente::ingest
