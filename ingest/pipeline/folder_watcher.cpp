#include "ingest/pipeline/folder_watcher.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "ingest/pipeline/input_paths.hpp"

namespace entente::ingest {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t folder_events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                                        IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

Error watch_error(std::string_view what, int code) {
  const bool full = code == ENOSPC;
  return Error::plain(
      ErrorClass::io_error,
      fmt::format("'{}' cannot be watched: {}", what,
                  full ? "the system's number of watches is used up" : std::strerror(code)),
      full ? "raise it with: sysctl fs.inotify.max_user_watches=524288" : "");
}

bool is_link(const std::string& path) {
  std::error_code code;
  return fs::is_symlink(path, code) || (fs::hard_link_count(path, code) > 1 && !code);
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

Result<FolderWatcher> FolderWatcher::create() {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return watch_error("folders", errno);
  return FolderWatcher(descriptor);
}

FolderWatcher::FolderWatcher(FolderWatcher&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), folders_(std::move(other.folders_)) {}

FolderWatcher::~FolderWatcher() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status FolderWatcher::add(const std::string& path) {
  std::error_code code;
  if (fs::is_directory(path, code)) return add_folder(without_slash(path), nullptr);
  if (!fs::exists(path, code)) {
    return Error::plain(ErrorClass::not_found, fmt::format("'{}' does not exist", path));
  }
  const std::string parent = fs::path(path).parent_path().generic_string();
  const std::string folder = parent.empty() ? "." : parent;
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), folder_events);
  if (watch < 0) return watch_error(folder, errno);
  folders_[watch] = parent;
  return {};
}

/// The watch comes first and the look second, so that nothing is missed that comes between.
Status FolderWatcher::add_folder(const std::string& folder, FolderChanges* found) {
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), folder_events);
  if (watch < 0) {
    // Gone already: the event of its removal is on its way.
    if (found != nullptr && (errno == ENOENT || errno == ENOTDIR)) return {};
    return watch_error(folder, errno);
  }
  folders_[watch] = folder;
  std::error_code code;
  for (fs::directory_iterator at(folder, code); !code && at != fs::directory_iterator();
       at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with('.')) continue;
    std::error_code unknown;
    if (at->is_symlink(unknown) && at->is_directory(unknown)) continue;
    if (at->is_directory(unknown)) {
      ENTENTE_TRY(add_folder(at->path().generic_string(), found));
    } else if (found != nullptr) {
      found->files.insert(at->path().generic_string());
    }
  }
  return {};
}

void FolderWatcher::forget_folder(const std::string& folder, FolderChanges& changes) {
  for (auto entry = folders_.begin(); entry != folders_.end();) {
    if (is_within(entry->second, folder)) {
      ::inotify_rm_watch(descriptor_, entry->first);
      entry = folders_.erase(entry);
    } else {
      ++entry;
    }
  }
  changes.files.insert(folder);
}

Status FolderWatcher::read_events(FolderChanges& changes) {
  alignas(inotify_event) std::array<char, 64 * 1024> buffer{};
  for (;;) {
    const auto got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return {};
    if (got < 0) return watch_error("folders", errno);
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const std::string name = event.len > 0 ? buffer.data() + at + sizeof event : "";
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) changes.overflow = true;
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || name.empty() || name.starts_with('.')) continue;
      const std::string path = folder->second.empty() ? name : folder->second + "/" + name;
      if ((event.mask & IN_ISDIR) == 0) {
        // A file that was only created is being written still; links are there as a whole.
        if ((event.mask & IN_CREATE) == 0 || is_link(path)) changes.files.insert(path);
      } else if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
        ENTENTE_TRY(add_folder(path, &changes));
      } else if ((event.mask & (IN_DELETE | IN_MOVED_FROM)) != 0) {
        forget_folder(path, changes);
      }
    }
  }
}

Result<FolderChanges> FolderWatcher::wait(const std::stop_token& stop,
                                          std::chrono::milliseconds quiet_ms,
                                          std::chrono::milliseconds longest_ms) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds tick_ms(50);
  FolderChanges changes;
  Clock::time_point first;
  Clock::time_point last;
  while (!stop.stop_requested()) {
    pollfd file{descriptor_, POLLIN, 0};
    const int ready = ::poll(&file, 1, static_cast<int>(tick_ms.count()));
    if (ready < 0 && errno != EINTR) return watch_error("folders", errno);
    const auto now = Clock::now();
    if (ready > 0) {
      const bool before = changes.empty();
      ENTENTE_TRY(read_events(changes));
      if (changes.empty()) continue;
      if (before) first = now;
      last = now;
    }
    if (!changes.empty() && (now - last >= quiet_ms || now - first >= longest_ms)) return changes;
  }
  return FolderChanges{};
}

}  // namespace entente::ingest
