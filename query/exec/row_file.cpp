#include "query/exec/row_file.hpp"

#include <algorithm>
#include <cstring>

#include "query/exec/batch_util.hpp"
#include "query/exec/value_bytes.hpp"
#include "query/limits.hpp"
#include "storage/base/bytes.hpp"

namespace entente::query {
namespace {

Error damaged() {
  return Error::plain(ErrorClass::io_error, "a temporary file of the query is damaged",
                      "check the disk of the folder for temporary files");
}

template <class T>
void append_raw(std::string& out, const std::vector<T>& items) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
}

template <class T>
void read_raw(storage::ByteReader& in, std::size_t rows, std::vector<T>& items) {
  const std::string_view bytes = in.bytes(rows * sizeof(T));
  items.resize(bytes.size() / sizeof(T));
  if (!bytes.empty()) std::memcpy(items.data(), bytes.data(), bytes.size());
}

/// type | 1 if there is validity | validity | content; an empty column is its type alone.
void append_column(std::string& out, const Column& column) {
  out.push_back(static_cast<char>(column.type()));
  if (column.type() == ColumnType::empty) return;
  if (column.type() == ColumnType::value) {
    for (const Value& value : column.values()) append_value_bytes(out, value);
    return;
  }
  out.push_back(column.all_valid() ? 0 : 1);
  append_raw(out, column.validity());
  switch (column.type()) {
    case ColumnType::boolean: append_raw(out, column.booleans()); break;
    case ColumnType::integer: append_raw(out, column.integers()); break;
    case ColumnType::floating: append_raw(out, column.floats()); break;
    case ColumnType::date: append_raw(out, column.dates()); break;
    case ColumnType::node: append_raw(out, column.nodes()); break;
    case ColumnType::relationship: append_raw(out, column.relationships()); break;
    case ColumnType::empty:
    case ColumnType::value: break;
  }
}

void read_column(storage::ByteReader& in, std::size_t rows, Column& column) {
  const auto type = static_cast<ColumnType>(in.u8());
  column.reset(type);
  if (type == ColumnType::empty) return;
  if (type == ColumnType::value) {
    std::vector<Value>& values = column.values();
    values.reserve(std::min(rows, in.remaining()));
    for (std::size_t row = 0; row < rows && in.ok(); ++row) {
      values.push_back(read_value_bytes(in));
    }
    return;
  }
  std::vector<std::uint8_t> validity;
  if (in.u8() != 0) read_raw(in, rows, validity);
  switch (type) {
    case ColumnType::boolean: read_raw(in, rows, column.booleans()); break;
    case ColumnType::integer: read_raw(in, rows, column.integers()); break;
    case ColumnType::floating: read_raw(in, rows, column.floats()); break;
    case ColumnType::date: read_raw(in, rows, column.dates()); break;
    case ColumnType::node: read_raw(in, rows, column.nodes()); break;
    case ColumnType::relationship: read_raw(in, rows, column.relationships()); break;
    default: in.fail(); return;
  }
  if (in.ok()) column.set_validity(std::move(validity));
}

/// The next `bytes` bytes of the file; false if it ends before the first of them.
Result<bool> read_exactly(storage::SpillFile& file, std::size_t bytes, std::string& out) {
  out.clear();
  std::string part;
  while (out.size() < bytes) {
    ENTENTE_TRY(file.read(part, bytes - out.size()));
    if (part.empty()) {
      if (out.empty()) return false;
      return damaged();
    }
    if (out.empty()) {
      std::swap(out, part);
    } else {
      out += part;
    }
  }
  return true;
}

/// Bytes of the whole chunk after this header, and its rows.
constexpr std::size_t header_bytes = 16;

}  // namespace

RowFile::RowFile(SpillSpace& space, std::vector<Slot> slots)
    : space_(space), slots_(std::move(slots)) {}

bool RowFile::same_columns(const Batch& batch) const {
  return std::all_of(slots_.begin(), slots_.end(), [&](Slot slot) {
    return (batch.column(slot).type() == ColumnType::empty) ==
           (pending_.column(slot).type() == ColumnType::empty);
  });
}

Status RowFile::append(EvalContext& context, const Batch& batch) {
  return append(context, batch, all_rows(batch.rows()));
}

Status RowFile::append(EvalContext& context, const Batch& batch,
                       std::span<const std::uint32_t> rows) {
  if (rows.empty()) return {};
  if (pending_.symbol_count() != batch.symbol_count()) pending_ = Batch(batch.symbol_count());
  if (pending_.rows() > 0 && !same_columns(batch)) ENTENTE_TRY(flush(context));
  // All rows of a batch are taken to be of one size, which is near enough for a chunk.
  const std::size_t row_bytes =
      1 + content_bytes(batch, slots_) / std::max<std::size_t>(1, batch.rows());
  const std::size_t chunk_bytes = space_.chunk_bytes();
  while (!rows.empty()) {
    const std::size_t room = chunk_bytes > pending_bytes_ ? chunk_bytes - pending_bytes_ : 0;
    const std::size_t count =
        std::min({rows.size(), batch_rows - pending_.rows(), room / row_bytes + 1});
    for (const Slot slot : slots_) {
      const Column& column = batch.column(slot);
      if (column.type() != ColumnType::empty) {
        pending_.column(slot).gather(column, rows.first(count));
      }
    }
    pending_.set_rows(pending_.rows() + count);
    pending_bytes_ += count * row_bytes;
    rows = rows.subspan(count);
    if (pending_bytes_ >= chunk_bytes || pending_.rows() >= batch_rows) {
      ENTENTE_TRY(flush(context));
    }
  }
  return {};
}

Status RowFile::flush(EvalContext& context) {
  if (pending_.rows() == 0) return {};
  ENTENTE_TRY(context.interruption.check());
  buffer_.clear();
  storage::append_fixed_64(buffer_, 0);
  storage::append_fixed_64(buffer_, pending_.rows());
  for (const Slot slot : slots_) append_column(buffer_, pending_.column(slot));
  std::string size;
  storage::append_fixed_64(size, buffer_.size() - header_bytes);
  buffer_.replace(0, size.size(), size);

  ENTENTE_TRY(space_.charge(buffer_.size()));
  bytes_ += buffer_.size();
  if (file_ == nullptr) {
    ENTENTE_ASSIGN(file_, storage::SpillFile::create(space_.folder()));
  }
  ENTENTE_TRY(file_->write(buffer_));
  rows_ += pending_.rows();
  pending_.clear();
  pending_bytes_ = 0;
  return {};
}

Status RowFile::rewind(EvalContext& context) {
  ENTENTE_TRY(flush(context));
  pending_ = Batch();
  std::string().swap(buffer_);
  return file_ == nullptr ? Status{} : file_->rewind();
}

Result<bool> RowFile::read(EvalContext& context, Batch& out) {
  if (file_ == nullptr) return false;
  ENTENTE_TRY(context.interruption.check());
  ENTENTE_ASSIGN(const bool more, read_exactly(*file_, header_bytes, buffer_));
  if (!more) return false;
  storage::ByteReader header(buffer_);
  const std::uint64_t bytes = header.fixed_64();
  const std::uint64_t rows = header.fixed_64();
  if (!header.ok() || rows == 0 || rows > batch_rows || bytes > bytes_) return damaged();
  ENTENTE_ASSIGN(const bool whole, read_exactly(*file_, bytes, buffer_));
  if (!whole && bytes > 0) return damaged();
  storage::ByteReader in(buffer_);
  for (const Slot slot : slots_) read_column(in, rows, out.column(slot));
  if (!in.finished()) return damaged();
  out.set_rows(rows);
  return true;
}

}  // namespace entente::query
