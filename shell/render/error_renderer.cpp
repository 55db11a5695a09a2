#include "shell/render/error_renderer.hpp"

#include <algorithm>

#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"
#include "shell/json/json_writer.hpp"

namespace entente::shell {

void render_error(Output& out, const Error& error, std::string_view query_text,
                  const ErrorStyle& style) {
  if (style.json) {
    std::string text;
    append_json_error(text, error, query_text);
    out.line(text);
    out.flush();
    return;
  }
  // The first line says what is wrong; the lines below it show where and what to do.
  const std::string text = printable_lines(error.render(query_text));
  const std::size_t first_end = std::min(text.find('\n'), text.size());
  out.write(paint(text.substr(0, first_end), Style::error, style.colors));
  out.write(text.substr(first_end));
  if (!text.ends_with('\n')) out.write("\n");
  out.flush();
}

}  // namespace entente::shell
