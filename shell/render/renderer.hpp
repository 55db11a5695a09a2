#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "entente/value.hpp"
#include "shell/base/output.hpp"

namespace entente::shell {

/// How results are written.
enum class Format : std::uint8_t { table, vertical, csv, tsv, json, jsonl, markdown };

/// The words for the formats, in the order of the enum.
const std::vector<std::string>& format_names();
/// The word for one format.
const std::string& to_string(Format format);
/// Finds a format by its word; nullopt if there is none.
std::optional<Format> format_from(std::string_view word);

/// What a renderer needs to know of where its text goes.
struct RenderOptions {
  /// Columns of the terminal; 0 means that nothing is cut.
  std::size_t width = 0;
  bool colors = false;
};

/// Writes one result, row by row. A result that fails half way is never ended: what was streamed
/// stays, but no closing bracket or border makes it look whole.
class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual void begin(const std::vector<std::string>& columns) = 0;
  /// Errors: limit_exceeded for a value that cannot be written.
  virtual Status row(const ValueList& values) = 0;
  virtual void end() = 0;
};

/// A renderer that writes to `out`, which must outlive it.
std::unique_ptr<Renderer> make_renderer(Format format, Output& out, const RenderOptions& options);

/// One per family; see make_renderer().
std::unique_ptr<Renderer> make_table_renderer(Output& out, const RenderOptions& options);
std::unique_ptr<Renderer> make_vertical_renderer(Output& out, const RenderOptions& options);
/// `separator` ',' gives RFC 4180; '\t' gives tab-separated text with \t, \n, \r and \\ escaped.
std::unique_ptr<Renderer> make_separated_renderer(Output& out, char separator);
/// One array of objects, or with `lines` one object per line.
std::unique_ptr<Renderer> make_json_renderer(Output& out, bool lines);
std::unique_ptr<Renderer> make_markdown_renderer(Output& out);

/// A value as text for people: strings without quotes at the top, everything else as in Cypher.
std::string cell_text(const Value& value);

}  // namespace entente::shell
