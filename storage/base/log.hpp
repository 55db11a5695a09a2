#pragma once

#include <string_view>

#include "entente/options.hpp"

namespace entente::storage {

/// True if a message of this level would go anywhere: ask before building an expensive text.
bool log_enabled(LogLevel level);
/// Sends one message to the log (see set_log_level and set_log_sink). Thread-safe; never throws.
void log(LogLevel level, std::string_view message);

}  // namespace entente::storage
