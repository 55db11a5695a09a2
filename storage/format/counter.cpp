#include "storage/format/counter.hpp"

#include "storage/base/bytes.hpp"

namespace entente::storage {

std::string encode_counter(std::int64_t value) {
  std::string bytes;
  append_fixed_64(bytes, static_cast<std::uint64_t>(value));
  return bytes;
}

Result<std::int64_t> decode_counter(std::string_view bytes) {
  ByteReader in(bytes);
  const auto value = static_cast<std::int64_t>(in.fixed_64());
  if (!in.finished()) return corruption_error("counter");
  return value;
}

Result<std::string> merge_counter(std::optional<std::string_view> base,
                                  std::span<const std::string_view> operands) {
  std::int64_t sum = 0;
  if (base) {
    ENTENTE_ASSIGN(sum, decode_counter(*base));
  }
  for (const std::string_view operand : operands) {
    ENTENTE_ASSIGN(const std::int64_t addend, decode_counter(operand));
    if (__builtin_add_overflow(sum, addend, &sum)) return corruption_error("counter: it overflows");
  }
  return encode_counter(sum);
}

}  // namespace entente::storage
