#include "shell/session/history.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace entente::shell {
namespace {

namespace fs = std::filesystem;

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// A folder of the XDG base directory specification: the variable, if it holds an absolute path, or
/// the default below the home directory.
std::string xdg_path(const char* variable, const char* below_home, const char* name) {
  const char* value = std::getenv(variable);
  if (value != nullptr && *value == '/') return std::string(value) + "/entente/" + name;
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::string(home) + "/" + below_home + "/entente/" + name;
}

}  // namespace

History::History(std::string path) : path_(std::move(path)) {
  if (!path_.empty()) load();
}

void History::load() {
  std::ifstream file(path_);
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty()) entries_.push_back(std::move(line));
  }
  if (entries_.size() < 2 * entries_max) return;
  entries_.erase(entries_.begin(), entries_.end() - static_cast<std::ptrdiff_t>(entries_max));
  rewrite_file();
}

bool History::add(const std::string& line) {
  if (line.empty() || line.front() == ' ') return false;
  if (!entries_.empty() && entries_.back() == line) return false;
  entries_.push_back(line);
  if (!path_.empty() && problem_.empty()) append_to_file(line);
  return true;
}

void History::append_to_file(const std::string& line) {
  std::error_code ignored;
  fs::create_directories(fs::path(path_).parent_path(), ignored);
  const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  // A file made by something else may be readable by others; what was asked is nobody's business.
  const bool written =
      descriptor >= 0 && ::fchmod(descriptor, 0600) == 0 && write_all(descriptor, line + "\n");
  if (!written) problem_ = path_ + ": " + std::strerror(errno);
  if (descriptor >= 0) ::close(descriptor);
}

void History::rewrite_file() {
  const std::string fresh = path_ + ".new";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return;
  std::string text;
  for (const std::string& entry : entries_) text += entry + "\n";
  const bool written = write_all(descriptor, text);
  ::close(descriptor);
  if (!written || ::rename(fresh.c_str(), path_.c_str()) != 0) ::unlink(fresh.c_str());
}

std::string default_history_path() { return xdg_path("XDG_STATE_HOME", ".local/state", "history"); }

std::string default_startup_path() { return xdg_path("XDG_CONFIG_HOME", ".config", "shellrc"); }

}  // namespace entente::shell
