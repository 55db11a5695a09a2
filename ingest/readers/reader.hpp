#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ingest/readers/document.hpp"

namespace entente::ingest {

/// Receives the items of an input in order; returns false to stop reading.
using ItemSink = std::function<bool(ReadItem)>;

/// The format that `options` asks for, or the one the name's ending stands for.
DocumentFormat format_of(std::string_view path, const IngestOptions& options);

/// Reads one file. Whatever is wrong with it becomes a SkippedInput item.
void read_file(const std::string& path, const IngestOptions& options, const ItemSink& sink);

/// Reads one text given in memory as plain text or Markdown, with the same checks as a file.
ReadItem read_text(const DocumentText& given, const IngestOptions& options);

// The members of the family, one to a file. `content` is valid UTF-8.

SourceDocument read_plain_text(std::string id, std::string content);
SourceDocument read_markdown(std::string id, std::string content);
void read_json_lines(const std::string& path, std::string_view content,
                     const IngestOptions& options, const ItemSink& sink);
void read_csv(const std::string& path, std::string content, const ItemSink& sink);

/// Loads a file and checks that it is text. Errors: not_found, io_error (with the system's reason),
/// limit_exceeded, input_error (a folder, empty, binary, not UTF-8 with the byte offset).
Result<std::string> load_text_file(const std::string& path, std::uint64_t bytes_max);

/// The checks of load_text_file that concern the content; `name` is used in messages.
Status check_text(std::string_view name, std::string_view content, std::uint64_t bytes_max);

}  // namespace entente::ingest
