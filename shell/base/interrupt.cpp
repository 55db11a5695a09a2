#include "shell/base/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <string_view>

namespace entente::shell {
namespace {

// Made before main(), so that the handler never meets a half-built token.
const StopToken stop_token;
std::atomic<int> press_count{0};
std::atomic<bool> interactive_mode{false};
std::atomic<std::int64_t> first_press_ms{0};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free &&
                  std::atomic<std::int64_t>::is_always_lock_free,
              "only lock-free atomics may be used in a signal handler");

struct sigaction previous_interrupt {};
struct sigaction previous_pipe {};

// One press can arrive twice: timeout(1) signals the process and its group, and so does libedit.
constexpr std::int64_t same_press_ms = 250;

std::int64_t now_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

/// Calls only what POSIX lists as safe in a signal handler.
extern "C" void on_interrupt(int /*signal*/) {
  stop_token.request_stop();
  if (press_count.fetch_add(1, std::memory_order_relaxed) == 0) {
    first_press_ms.store(now_ms(), std::memory_order_relaxed);
    return;
  }
  if (now_ms() - first_press_ms.load(std::memory_order_relaxed) < same_press_ms) return;
  if (!interactive_mode.load(std::memory_order_relaxed)) ::_exit(130);
  constexpr std::string_view notice = "\nStopping; the query ends at its next safe point.\n";
  const int interrupted_errno = errno;
  const auto written = ::write(STDERR_FILENO, notice.data(), notice.size());
  static_cast<void>(written);
  errno = interrupted_errno;
}

}  // namespace

InterruptHandler::InterruptHandler(InterruptMode mode) {
  reset();
  interactive_mode.store(mode == InterruptMode::interactive, std::memory_order_relaxed);
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  ::sigemptyset(&action.sa_mask);
  // Without SA_RESTART a blocked read returns, so that the line editor sees the interrupt.
  action.sa_flags = 0;
  ::sigaction(SIGINT, &action, &previous_interrupt);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigemptyset(&ignore.sa_mask);
  ::sigaction(SIGPIPE, &ignore, &previous_pipe);
}

InterruptHandler::~InterruptHandler() {
  ::sigaction(SIGINT, &previous_interrupt, nullptr);
  ::sigaction(SIGPIPE, &previous_pipe, nullptr);
}

StopToken InterruptHandler::token() { return stop_token; }

void InterruptHandler::reset() {
  press_count.store(0, std::memory_order_relaxed);
  stop_token.reset();
}

int InterruptHandler::presses() { return press_count.load(std::memory_order_relaxed); }

}  // namespace entente::shell
