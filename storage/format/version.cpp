#include "storage/format/version.hpp"

#include "storage/base/bytes.hpp"

namespace entente::storage {
namespace {

constexpr std::string_view magic("ENTENTE\0", 8);

}  // namespace

std::string encode_format_version(std::uint32_t version) {
  std::string value(magic);
  append_fixed_32(value, version);
  return value;
}

Result<std::uint32_t> decode_format_version(std::string_view value) {
  if (!value.starts_with(magic)) {
    return Error::plain(ErrorClass::not_a_database,
                        "this is not an Entente database: its format mark is missing");
  }
  ByteReader in(value.substr(magic.size()));
  const std::uint32_t version = in.fixed_32();
  if (!in.finished()) return corruption_error("format version");
  return version;
}

Result<FormatAction> check_format_version(std::uint32_t found) {
  if (found == format_version) return FormatAction::none;
  if (found >= oldest_readable_format_version && found < format_version) {
    return FormatAction::migrate;
  }
  const bool newer = found > format_version;
  return Error::plain(
      ErrorClass::format_version,
      "the database has format version " + std::to_string(found) +
          ", this program reads versions " + std::to_string(oldest_readable_format_version) +
          " to " + std::to_string(format_version),
      newer ? "open it with a newer version of Entente"
            : "open it once with an older version of Entente that still migrates it");
}

}  // namespace entente::storage
