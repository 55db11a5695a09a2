#include "ingest/import_load/deferred_rows.hpp"

#include <utility>

#include "storage/base/bytes.hpp"
#include "storage/format/value_codec.hpp"

namespace entente::importing {
namespace {

constexpr std::size_t write_bytes = 1UL << 20U;
constexpr std::size_t read_bytes = 256UL << 10U;
/// More of a row's text is not kept for the message about it.
constexpr std::size_t text_bytes_max = 64UL << 10U;

void append_end(std::string& out, const EndReference& end) {
  storage::append_varint(out, end.space ? std::uint64_t{*end.space} + 1 : 0);
  storage::append_varint(out, end.label ? std::uint64_t{end.label->value} + 1 : 0);
  storage::append_string(out, end.id);
}

EndReference read_end(storage::ByteReader& in) {
  EndReference end;
  if (const std::uint64_t space = in.varint(); space > 0) {
    end.space = static_cast<SpaceId>(space - 1);
  }
  if (const std::uint64_t label = in.varint(); label > 0) {
    end.label = LabelId(static_cast<std::uint32_t>(label - 1));
  }
  end.id = in.string();
  return end;
}

Error cut_file() {
  return Error::plain(ErrorClass::io_error, "a temporary file ended before its time");
}

}  // namespace

Status DeferredRows::add(const RelationshipRow& row, const RowOrigin& origin) {
  if (!file_) {
    ENTENTE_ASSIGN(file_, storage::SpillFile::create(folder_));
  }
  record_.clear();
  storage::append_string(record_, origin.file);
  storage::append_varint(record_, origin.line);
  storage::append_string(record_, origin.text.substr(0, text_bytes_max));
  storage::append_varint(record_, row.type.value);
  append_end(record_, row.source);
  append_end(record_, row.target);
  storage::append_varint(record_, row.properties.size());
  for (const auto& [key, value] : row.properties) {
    storage::append_varint(record_, key.value);
    storage::append_value(record_, value);
  }
  storage::append_string(buffer_, record_);
  ++size_;
  if (buffer_.size() < write_bytes) return {};
  ENTENTE_TRY(file_->write(buffer_));
  buffer_.clear();
  return {};
}

// Drops what was given out and reads more behind what is left; false at the end.
Result<bool> DeferredRows::fill() {
  buffer_.erase(0, position_);
  position_ = 0;
  std::string more;
  ENTENTE_TRY(file_->read(more, read_bytes));
  buffer_ += more;
  return !more.empty();
}

bool DeferredRows::decode(RelationshipRow& row, RowOrigin& origin) {
  storage::ByteReader in(record_);
  origin.file = in.string();
  origin.line = in.varint();
  origin.text = in.string();
  row.type = RelationshipTypeId(in.varint_32());
  row.source = read_end(in);
  row.target = read_end(in);
  row.properties.clear();
  for (std::uint64_t n = in.varint(); n > 0 && in.ok(); --n) {
    const PropertyKeyId key(in.varint_32());
    row.properties.emplace_back(key, storage::read_value(in));
  }
  return in.ok();
}

Result<bool> DeferredRows::next(RelationshipRow& row, RowOrigin& origin) {
  if (!file_) return false;
  if (!std::exchange(reading_, true)) {
    ENTENTE_TRY(file_->write(buffer_));
    buffer_.clear();
    ENTENTE_TRY(file_->rewind());
  }
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(position_);
    storage::ByteReader in(rest);
    const std::string_view bytes = in.string();
    if (in.ok()) {
      record_ = bytes;
      position_ += rest.size() - in.remaining();
      if (!decode(row, origin)) return cut_file();
      return true;
    }
    ENTENTE_ASSIGN(const bool more, fill());
    if (more) continue;
    if (!rest.empty()) return cut_file();
    return false;
  }
}

}  // namespace entente::importing
