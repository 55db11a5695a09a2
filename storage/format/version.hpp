#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "entente/result.hpp"

/// The version of the format a database is written in: the value of meta key "format".
/// value: magic, 8 bytes "ENTENTE\0" | version, 4 bytes little-endian
namespace entente::storage {

/// Version this library writes. History in FORMAT.md.
inline constexpr std::uint32_t format_version = 1;
/// Oldest version it can still read by migrating.
inline constexpr std::uint32_t oldest_readable_format_version = 1;

std::string encode_format_version(std::uint32_t version = format_version);
/// Errors: not_a_database if the magic is missing, corruption if the length is wrong.
Result<std::uint32_t> decode_format_version(std::string_view value);

/// What open() has to do with a database of a version.
enum class FormatAction : std::uint8_t { none, migrate };
/// ErrorClass::format_version, naming both versions, if this library cannot read `found`.
Result<FormatAction> check_format_version(std::uint32_t found);

/// One step of a migration: rewrites what version `from + 1` writes differently. It must be
/// repeatable, since a crash may leave it half done. `Store` is the key-value store, a parameter so
/// that the format stays independent of it.
template <class Store>
struct Migration {
  std::uint32_t from = 0;
  std::string_view what;
  Status (*run)(Store& store) = nullptr;
};

/// Runs the steps from `found` to format_version in order. `steps` must hold every step from
/// oldest_readable_format_version up, ascending; after each step `stamp(version)` must store the
/// new version durably, so that a crash in between continues where it stopped.
template <class Store>
Status migrate(Store& store, std::uint32_t found, std::span<const Migration<Store>> steps,
               const std::function<Status(std::uint32_t)>& stamp) {
  for (const auto& step : steps) {
    if (step.from < found) continue;
    ENTENTE_TRY(step.run(store));
    ENTENTE_TRY(stamp(step.from + 1));
  }
  return {};
}

}  // namespace entente::storage
