#include "storage/base/csv_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace entente::storage {
namespace {

constexpr std::size_t read_bytes = 1UL << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Error read_error(const std::string& path, int code) {
  return Error::plain(code == ENOENT ? ErrorClass::not_found : ErrorClass::io_error,
                      "cannot read " + path + ": " + std::system_category().message(code));
}

}  // namespace

Result<CsvReader> CsvReader::open(const std::string& path, CsvOptions options) {
  const std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "rb"), [](std::FILE* f) {
    if (f != nullptr) std::fclose(f);
  });
  if (!file) return read_error(path, errno);
  Source source = [file, path](char* buffer, std::size_t bytes) -> Result<std::size_t> {
    const std::size_t n = std::fread(buffer, 1, bytes, file.get());
    if (n == 0 && std::ferror(file.get()) != 0) return read_error(path, errno);
    return n;
  };
  return CsvReader(std::move(source), options);
}

CsvReader CsvReader::from_text(std::string_view text, CsvOptions options) {
  Source source = [text](char* buffer, std::size_t bytes) mutable -> Result<std::size_t> {
    const std::size_t n = text.copy(buffer, bytes);
    text.remove_prefix(n);
    return n;
  };
  return CsvReader(std::move(source), options);
}

// Drops what was consumed and reads more behind what is left.
Status CsvReader::fill() {
  buffer_.erase(0, position_);
  position_ = 0;
  const std::size_t kept = buffer_.size();
  // Doubling keeps the repeated scans of one long row linear in its length.
  const std::size_t wanted = std::max(read_bytes, kept);
  buffer_.resize(kept + wanted);
  ENTENTE_ASSIGN(const std::size_t n, source_(buffer_.data() + kept, wanted));
  buffer_.resize(kept + n);
  at_end_ = n == 0;
  if (!started_ && buffer_.size() >= byte_order_mark.size()) {
    started_ = true;
    if (buffer_.starts_with(byte_order_mark)) {
      position_ = byte_order_mark.size();
      consumed_ += position_;
    }
  }
  return {};
}

bool CsvReader::ends_field(std::size_t at) const {
  const char c = buffer_[at];
  return c == options_.delimiter || c == '\n' || c == '\r';
}

// `at` stands behind the opening quote; afterwards behind the closing one.
CsvReader::Outcome CsvReader::scan_quoted(std::size_t& at, CsvField& field, std::uint64_t& lines) {
  const std::size_t begin = at;
  std::string* unescaped = nullptr;
  std::size_t copied = begin;
  while (true) {
    const std::size_t quote = buffer_.find(options_.quote, at);
    if (quote == std::string::npos) {
      if (!at_end_) return Outcome::incomplete;
      problem_ = "a quoted field is not closed";
      return Outcome::bad;
    }
    lines += static_cast<std::uint64_t>(
        std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at),
                   buffer_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
    // Whether the quote is doubled shows only with the next byte.
    if (quote + 1 == buffer_.size() && !at_end_) return Outcome::incomplete;
    at = quote + 1;
    const bool doubled = at < buffer_.size() && buffer_[at] == options_.quote;
    if (!doubled) {
      field.quoted = true;
      field.text = std::string_view(buffer_).substr(copied, quote - copied);
      if (unescaped != nullptr) {
        unescaped->append(field.text);
        field.text = *unescaped;
      }
      break;
    }
    if (unescaped == nullptr) {
      unescaped = unescaped_.emplace_back(std::make_unique<std::string>()).get();
    }
    unescaped->append(buffer_, copied, at - copied);
    copied = ++at;
  }
  if (at < buffer_.size() && !ends_field(at)) {
    problem_ = "there is text behind a closing quote";
    return Outcome::bad;
  }
  return Outcome::row;
}

// Scans one row from position_; `end` is then behind its line end. Nothing is consumed, so that an
// incomplete row is scanned again when there is more of it.
CsvReader::Outcome CsvReader::scan_row(std::vector<CsvField>& fields, std::size_t& end,
                                       std::uint64_t& lines) {
  fields.clear();
  unescaped_.clear();
  lines = 0;
  std::size_t at = position_;
  while (true) {
    CsvField field;
    if (at < buffer_.size() && buffer_[at] == options_.quote) {
      ++at;
      const Outcome outcome = scan_quoted(at, field, lines);
      if (outcome != Outcome::row) return outcome;
    } else {
      const std::size_t begin = at;
      while (at < buffer_.size() && !ends_field(at)) ++at;
      field.text = std::string_view(buffer_).substr(begin, at - begin);
    }
    fields.push_back(field);
    if (at == buffer_.size()) {
      end = at;
      return at_end_ ? Outcome::row : Outcome::incomplete;
    }
    const char c = buffer_[at++];
    if (c == options_.delimiter) continue;
    if (c == '\r') {
      if (at == buffer_.size() && !at_end_) return Outcome::incomplete;
      if (at < buffer_.size() && buffer_[at] == '\n') ++at;
    }
    ++lines;
    end = at;
    return Outcome::row;
  }
}

Result<bool> CsvReader::next(std::vector<CsvField>& fields) {
  while (true) {
    if (position_ == buffer_.size()) {
      if (!at_end_) ENTENTE_TRY(fill());
      if (at_end_ && position_ == buffer_.size()) return false;
      if (position_ == buffer_.size()) continue;
    }
    std::size_t end = position_;
    std::uint64_t lines = 0;
    const Outcome outcome = scan_row(fields, end, lines);
    row_line_ = line_;
    if (outcome == Outcome::bad) {
      return Error::plain(ErrorClass::input_error,
                          "line " + std::to_string(line_) + ": " + problem_);
    }
    if (outcome == Outcome::incomplete) {
      if (buffer_.size() - position_ > options_.row_bytes_max) {
        return Error::plain(ErrorClass::input_error,
                            "line " + std::to_string(line_) + ": the row is longer than " +
                                std::to_string(options_.row_bytes_max) + " bytes",
                            "look for a quote that is not closed");
      }
      ENTENTE_TRY(fill());
      continue;
    }
    consumed_ += end - position_;
    row_begin_ = position_;
    row_end_ = end;
    while (row_end_ > row_begin_ &&
           (buffer_[row_end_ - 1] == '\n' || buffer_[row_end_ - 1] == '\r')) {
      --row_end_;
    }
    position_ = end;
    line_ += lines;
    const bool empty_line = fields.size() == 1 && fields[0].text.empty() && !fields[0].quoted;
    if (!empty_line) return true;
  }
}

}  // namespace entente::storage
