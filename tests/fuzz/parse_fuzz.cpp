// Any bytes as a query: nothing may crash, overflow the stack or run long, every error must point
// into the text, and what parses must survive parse → print → parse.
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target parse_fuzz
//   build/fuzz/tests/fuzz/parse_fuzz -dict=build/fuzz/tests/fuzz/parse_fuzz.dict -timeout=5 CORPUS

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/language.hpp"
#include "query/ast/ast_builder.hpp"
#include "query/ast/ast_dump.hpp"
#include "query/ast/ast_printer.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace entente;

void check_parser(std::string_view text) {
  const auto first = query::parse_statement(text);
  if (!first) {
    const Error& error = first.error();
    require(error.phase == Phase::compile_time, "error at the wrong time", error.message);
    require(!error.message.empty(), "error without a message", text);
    require(!error.span.valid() ||
                (error.span.begin <= error.span.end && error.span.end <= text.size() + 1),
            "error points outside of the text", text);
    (void)error.render(text);
    return;
  }
  const std::string printed = query::print_statement(*first);
  const auto second = query::parse_statement(printed);
  // Printing adds parentheses, so a text just below the limits may pass them when printed.
  if (!second && second.error().error_class == ErrorClass::limit_exceeded) return;
  require(second.has_value(), "printed statement does not parse", printed);
  require(query::dump_statement(*first) == query::dump_statement(*second),
          "printed statement parses to another tree", printed);
}

void check_language(std::string_view text) {
  std::uint32_t last = 0;
  for (const Token& token : tokenize(text)) {
    require(token.span.begin >= last && token.span.end > token.span.begin, "tokens overlap", text);
    last = token.span.end;
  }
  require(last <= text.size(), "token outside of the text", text);
  for (const StatementText& part : split_statements(text)) {
    require(part.span.begin < part.span.end && part.span.end <= text.size(),
            "statement outside of the text", text);
  }
  const CompletionContext context = completion_context(text, text.size() / 2);
  require(context.replaced.begin <= context.replaced.end, "completion outside of the text", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_parser(text);
  check_language(text);
  return 0;
}
