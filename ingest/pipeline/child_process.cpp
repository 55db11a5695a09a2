#include "ingest/pipeline/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

// POSIX asks programs to declare it themselves.
extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace entente::ingest {

namespace {

Error system_error_of(std::string_view what, int code) {
  return Error::plain(ErrorClass::io_error, fmt::format("{}: {}", what, std::strerror(code)));
}

void close_all(const std::array<int, 4>& descriptors) {
  for (const int descriptor : descriptors) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::string& command) {
  // Closed on exec, so that no other program started meanwhile keeps the pipes open.
  std::array<int, 2> in = {-1, -1};
  std::array<int, 2> out = {-1, -1};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) {
    const int code = errno;
    close_all({in[0], in[1], out[0], out[1]});
    return system_error_of("no pipe to a program", code);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // Signals as any program finds them, whatever ours does with them.
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  std::string shell = "sh";
  std::string option = "-c";
  std::string text = command;
  std::array<char*, 4> arguments = {shell.data(), option.data(), text.data(), nullptr};
  pid_t pid = -1;
  const int code = ::posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  if (code != 0) {
    ::close(in[1]);
    ::close(out[0]);
    return system_error_of(fmt::format("'{}' cannot be started", command), code);
  }
  ::fcntl(in[1], F_SETFL, O_NONBLOCK);
  ::fcntl(out[0], F_SETFL, O_NONBLOCK);
  return ChildProcess(pid, in[1], out[0]);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      input_(std::exchange(other.input_, -1)),
      output_(std::exchange(other.output_, -1)),
      buffer_(std::move(other.buffer_)),
      output_ended_(other.output_ended_) {}

ChildProcess::~ChildProcess() {
  if (input_ >= 0) ::close(input_);
  if (output_ >= 0) ::close(output_);
  if (pid_ < 0) return;
  constexpr int waits = 50;
  constexpr std::chrono::milliseconds wait_ms(20);
  for (int i = 0; i < waits; ++i) {
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) {
      // What the program itself started and left behind.
      ::kill(-pid_, SIGKILL);
      return;
    }
    std::this_thread::sleep_for(wait_ms);
  }
  kill();
}

void ChildProcess::kill() {
  if (pid_ < 0) return;
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

Error ChildProcess::ended() {
  int state = 0;
  std::string how = "ended early";
  // It may have closed its output and live on.
  for (int i = 0; pid_ >= 0 && i < 20; ++i) {
    if (::waitpid(pid_, &state, WNOHANG) == pid_) {
      ::kill(-pid_, SIGKILL);
      pid_ = -1;
      if (WIFSIGNALED(state)) how = fmt::format("was ended by signal {}", WTERMSIG(state));
      if (WIFEXITED(state)) how = fmt::format("ended with exit code {}", WEXITSTATUS(state));
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return Error::plain(ErrorClass::io_error, how);
}

Status ChildProcess::exchange(const std::string* text, std::size_t& written,
                              Clock::time_point deadline) {
  std::array<pollfd, 2> files{};
  files[0] = {output_ended_ ? -1 : output_, POLLIN, 0};
  files[1] = {text == nullptr ? -1 : input_, POLLOUT, 0};
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  if (left <= 0) return Error::plain(ErrorClass::timeout, "gave no answer in time");
  constexpr std::int64_t longest_ms = 1000;
  const int ready = ::poll(files.data(), files.size(),
                           static_cast<int>(std::min<std::int64_t>(left, longest_ms)));
  if (ready < 0 && errno != EINTR) return system_error_of("cannot wait for it", errno);
  if (ready <= 0) return {};
  if (files[0].revents != 0) {
    std::array<char, 65536> piece{};
    const auto got = ::read(output_, piece.data(), piece.size());
    if (got > 0) buffer_.append(piece.data(), static_cast<std::size_t>(got));
    if (got == 0) output_ended_ = true;
  }
  if (files[1].revents != 0) {
    const auto put = ::write(input_, text->data() + written, text->size() - written);
    if (put < 0 && errno != EAGAIN && errno != EINTR) return ended();
    if (put > 0) written += static_cast<std::size_t>(put);
  }
  return {};
}

Status ChildProcess::write(const std::string& text, Clock::time_point deadline) {
  // A program that is gone must be an error of ours, not a signal to us.
  sigset_t pipe;
  sigset_t before;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  Status status;
  for (std::size_t written = 0; status && written < text.size();) {
    status = exchange(&text, written, deadline);
  }
  const timespec no_time{};
  while (sigtimedwait(&pipe, nullptr, &no_time) == SIGPIPE) {
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return status;
}

Result<std::string> ChildProcess::read_line(Clock::time_point deadline) {
  constexpr std::size_t line_bytes_max = 16ULL << 20U;
  std::size_t searched = 0;
  for (;;) {
    const auto newline = buffer_.find('\n', searched);
    if (newline != std::string::npos) {
      std::string line = buffer_.substr(0, newline);
      buffer_.erase(0, newline + 1);
      return line;
    }
    searched = buffer_.size();
    if (output_ended_) return ended();
    if (buffer_.size() > line_bytes_max) {
      return Error::plain(ErrorClass::limit_exceeded, "wrote a line of more than 16 MB");
    }
    std::size_t nothing = 0;
    ENTENTE_TRY(exchange(nullptr, nothing, deadline));
  }
}

}  // namespace entente::ingest
