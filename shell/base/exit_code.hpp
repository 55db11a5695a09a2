#pragma once

#include "entente/error.hpp"

namespace entente::shell {

/// What the command tells its caller. The numbers are part of the machine contract: scripts depend
/// on them, so they never change. 124 and 130 follow timeout(1) and the shells' 128 + SIGINT.
enum class ExitCode : int {
  ok = 0,
  failed = 1,
  usage = 2,
  cannot_open = 3,
  locked = 4,
  timeout = 124,
  interrupted = 130,
};

/// The exit code of an error that came from running something.
inline ExitCode exit_code_of(const Error& error) {
  switch (error.error_class) {
    case ErrorClass::timeout: return ExitCode::timeout;
    case ErrorClass::interrupted: return ExitCode::interrupted;
    case ErrorClass::locked: return ExitCode::locked;
    default: return ExitCode::failed;
  }
}

/// The exit code of an error that came from opening a database.
inline ExitCode exit_code_of_open(const Error& error) {
  const ExitCode code = exit_code_of(error);
  return code == ExitCode::failed ? ExitCode::cannot_open : code;
}

}  // namespace entente::shell
