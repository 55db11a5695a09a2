#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/readers/document.hpp"
#include "ingest/readers/encoding.hpp"

namespace entente::ingest {

/// Receives the items of an input in order; returns false to stop reading.
using ItemSink = std::function<bool(ReadItem)>;

/// The name of standard input as a path.
inline constexpr std::string_view standard_input = "-";

/// A file that is read from front to back. Not thread-safe.
class InputFile {
 public:
  /// Opens a file, or standard input for "-". Errors: not_found, io_error (with the system's
  /// reason), input_error for a folder.
  static Result<InputFile> open(const std::string& path);
  InputFile(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile();

  /// Appends up to `bytes` bytes to `to` and returns how many; 0 at the end. Errors: io_error.
  Result<std::size_t> read(std::string& to, std::size_t bytes);
  /// The next bytes, at least `bytes` unless the end is nearer, which read() will give again. The
  /// view is valid until the next call. Errors: io_error.
  Result<std::string_view> peek(std::size_t bytes);
  /// All that is left. Errors: io_error; limit_exceeded for more than `bytes_max`.
  Result<std::string> read_all(std::uint64_t bytes_max);
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  InputFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  Result<std::size_t> read_system(std::string& to, std::size_t bytes);

  std::string path_;
  int descriptor_;
  std::string peeked_;
};

/// The format that `options` asks for, or the one of an input with this name and these first bytes:
/// what the content is beyond doubt (PDF, HTML, feeds, mail), else what the name ends in.
DocumentFormat detect_format(std::string_view path, std::string_view head,
                             const IngestOptions& options);
/// As many bytes as detect_format() looks at.
inline constexpr std::size_t format_head_bytes = 4096;
/// Endings of files that are read from folders: those of all formats.
bool has_document_ending(std::string_view path);
/// True for formats in which a file holds many documents.
bool holds_many(DocumentFormat format);

/// True if the input may hold many documents, from its name and its first bytes. Standard input is
/// not touched: it may.
bool may_hold_many(const std::string& path, const IngestOptions& options);
/// True if the file is a feed, which holds only the latest of its items.
bool is_feed(const std::string& path, const IngestOptions& options);

/// Reads one file. Whatever is wrong with it becomes a SkippedInput item.
void read_file(const std::string& path, const IngestOptions& options, const ItemSink& sink);

/// Reads one text given in memory as plain text, Markdown, HTML or mail, with the same checks as a
/// file.
ReadItem read_text(const DocumentText& given, const IngestOptions& options);

// The members of the family, one to a file. Where the parameter is text, it is valid UTF-8; readers
// of bytes decode them themselves.

SourceDocument read_plain_text(std::string id, std::string content);
SourceDocument read_markdown(std::string id, std::string content);
/// Errors: limit_exceeded as parse_html(); input_error if there is no text.
Result<SourceDocument> read_html(std::string id, std::string_view content);
/// Errors: those of load_pdf(); input_error if there is no text.
Result<SourceDocument> read_pdf(std::string id, std::string_view bytes,
                                const IngestOptions& options);
/// Errors: those of decode_text() and parse_mime(); input_error if there is no text.
Result<SourceDocument> read_mail(std::string id, std::string bytes, const EncodingHints& hints);
void read_feed(const std::string& path, std::string_view content, const IngestOptions& options,
               const ItemSink& sink);
/// Reads line by line, so that a file may be larger than memory.
void read_json_lines(InputFile file, const IngestOptions& options, const ItemSink& sink);
void read_csv(const std::string& path, std::string content, const ItemSink& sink);

/// The encoding that the declaration at the beginning of XML names, or empty.
std::string xml_encoding(std::string_view bytes);

/// Checks text that was given as UTF-8: not larger than `bytes_max` (limit_exceeded), not empty,
/// valid, without control characters (input_error with the byte offset).
Status check_text(std::string_view name, std::string_view content, std::uint64_t bytes_max);

/// The reason for which a larger document is not read.
Error too_large(std::string_view name, std::uint64_t bytes, std::uint64_t bytes_max);

}  // namespace entente::ingest
