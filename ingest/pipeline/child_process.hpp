#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "entente/result.hpp"

namespace entente::ingest {

/// A program of the user's, run by the system's shell, with which lines are exchanged over its
/// standard input and output. Its standard error is ours. It runs in a process group of its own, so
/// that ending it ends whatever it started. Not thread-safe.
class ChildProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// Errors: io_error with the system's reason.
  static Result<ChildProcess> start(const std::string& command);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess& operator=(ChildProcess&&) = delete;
  /// Ends the program: closes its input, and kills it if it does not end by itself within a second.
  ~ChildProcess();

  /// Writes all of `text`, keeping what the program writes meanwhile. Errors: io_error if it has
  /// ended or closed its input; timeout.
  Status write(const std::string& text, Clock::time_point deadline);
  /// The next line without its end. Errors: io_error if the program ended first, with how it did;
  /// timeout; limit_exceeded for a line of more than 16 MB.
  Result<std::string> read_line(Clock::time_point deadline);
  /// Kills the program at once.
  void kill();

 private:
  ChildProcess(pid_t pid, int input, int output) : pid_(pid), input_(input), output_(output) {}
  /// Waits until it can be read, or written if `text` is given; moves bytes both ways.
  Status exchange(const std::string* text, std::size_t& written, Clock::time_point deadline);
  Error ended();

  pid_t pid_;
  int input_;
  int output_;
  std::string buffer_;
  bool output_ended_ = false;
};

}  // namespace entente::ingest
