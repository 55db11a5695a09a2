#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/result.hpp"

namespace entente::shell {

/// Reads a length of time: "500ms", "30s", "2m", "1h"; a number alone means seconds ("1.5").
/// Errors: argument_error if it is none or not above zero.
Result<std::chrono::milliseconds> parse_duration_ms(std::string_view text);

/// Reads an amount of memory: "512MB", "64KiB", "2G"; a number alone means bytes. K, M and G are
/// powers of 1024 whichever way they are spelled. Errors: argument_error if it is none.
Result<std::uint64_t> parse_bytes(std::string_view text);

/// "1.5 GiB", "512 MiB", "17 bytes".
std::string bytes_text(std::uint64_t bytes);

/// Milliseconds for people: "0.42 ms", "12 ms", "3.1 s", "2 min 5 s".
std::string duration_text(double milliseconds);

/// A count with commas between the thousands: "1,234,567".
std::string count_text(std::uint64_t count);

/// "1 node", "2 nodes"; `plural` is given where it is not the word with an s.
std::string counted(std::uint64_t count, std::string_view word, std::string_view plural = {});

}  // namespace entente::shell
