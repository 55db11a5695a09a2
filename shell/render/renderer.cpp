#include "shell/render/renderer.hpp"

namespace entente::shell {

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names{"table", "vertical", "csv",     "tsv",
                                              "json",  "jsonl",    "markdown"};
  return names;
}

const std::string& to_string(Format format) {
  return format_names()[static_cast<std::size_t>(format)];
}

std::optional<Format> format_from(std::string_view word) {
  const auto& names = format_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == word) return static_cast<Format>(i);
  }
  return std::nullopt;
}

std::unique_ptr<Renderer> make_renderer(Format format, Output& out, const RenderOptions& options) {
  switch (format) {
    case Format::table: return make_table_renderer(out, options);
    case Format::vertical: return make_vertical_renderer(out, options);
    case Format::csv: return make_separated_renderer(out, ',');
    case Format::tsv: return make_separated_renderer(out, '\t');
    case Format::json: return make_json_renderer(out, false);
    case Format::jsonl: return make_json_renderer(out, true);
    case Format::markdown: return make_markdown_renderer(out);
  }
  return make_table_renderer(out, options);
}

std::string cell_text(const Value& value) {
  return value.is_string() ? std::string(value.as_string()) : value.to_text();
}

}  // namespace entente::shell
