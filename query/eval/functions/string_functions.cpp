#include <algorithm>

#include "query/eval/eval_error.hpp"
#include "query/eval/functions/describe_function.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/unicode.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

bool any_null(Arguments arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const Value& value) { return value.is_null(); });
}

/// Fails unless the argument is a string.
Status need_string(std::string_view function, const Value& value) {
  if (!value.is_string()) return argument_error(function, "a STRING", value);
  return {};
}

/// A number of characters. Null is no number: only a null text makes the result null.
Result<std::size_t> need_count(std::string_view function, const Value& value) {
  if (!value.is_integer()) return argument_error(function, "an INTEGER", value);
  if (value.as_integer() < 0) {
    return range_error(std::string(function) + "() needs a number that is not negative");
  }
  return static_cast<std::size_t>(value.as_integer());
}

/// The member functions that map one text to one text.
template <std::string (*Map)(std::string_view)>
Result<Value> map_text(std::string_view name, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  ENTENTE_TRY(need_string(name, arguments[0]));
  return Value(Map(arguments[0].as_string()));
}

Result<Value> upper(EvalContext& /*context*/, Arguments a) {
  return map_text<to_upper>("toUpper", a);
}
Result<Value> lower(EvalContext& /*context*/, Arguments a) {
  return map_text<to_lower>("toLower", a);
}

/// Trims code points for which `strip` holds from the chosen ends.
template <class Strip>
std::string_view trim_text(std::string_view text, bool left, bool right, Strip strip) {
  char32_t c = 0;
  while (left && !text.empty()) {
    const std::size_t length = decode_code_point(text, c);
    if (!strip(c)) break;
    text.remove_prefix(length);
  }
  while (right && !text.empty()) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    decode_code_point(text.substr(begin), c);
    if (!strip(c)) break;
    text.remove_suffix(text.size() - begin);
  }
  return text;
}

/// trim(text) and trim(text, characters).
Result<Value> trim_ends(std::string_view name, bool left, bool right, Arguments arguments) {
  if (any_null(arguments)) return Value();
  for (const Value& argument : arguments) ENTENTE_TRY(need_string(name, argument));
  const std::string_view text = arguments[0].as_string();
  if (arguments.size() == 1) return Value(trim_text(text, left, right, is_space));
  const std::string_view characters = arguments[1].as_string();
  const auto contained = [&](char32_t c) {
    std::string encoded;
    append_code_point(encoded, c);
    return characters.find(encoded) != std::string_view::npos;
  };
  return Value(trim_text(text, left, right, contained));
}

Result<Value> trim(EvalContext& /*context*/, Arguments a) {
  return trim_ends("trim", true, true, a);
}
Result<Value> btrim(EvalContext& /*context*/, Arguments a) {
  return trim_ends("btrim", true, true, a);
}
Result<Value> ltrim(EvalContext& /*context*/, Arguments a) {
  return trim_ends("ltrim", true, false, a);
}
Result<Value> rtrim(EvalContext& /*context*/, Arguments a) {
  return trim_ends("rtrim", false, true, a);
}

Result<Value> substring(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  ENTENTE_TRY(need_string("substring", arguments[0]));
  const std::string_view text = arguments[0].as_string();
  ENTENTE_ASSIGN(const std::size_t start, need_count("substring", arguments[1]));
  const std::string_view rest = text.substr(code_point_offset(text, start));
  if (arguments.size() == 2) return Value(rest);
  ENTENTE_ASSIGN(const std::size_t length, need_count("substring", arguments[2]));
  return Value(rest.substr(0, code_point_offset(rest, length)));
}

Result<Value> left(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  ENTENTE_TRY(need_string("left", arguments[0]));
  const std::string_view text = arguments[0].as_string();
  ENTENTE_ASSIGN(const std::size_t length, need_count("left", arguments[1]));
  return Value(text.substr(0, code_point_offset(text, length)));
}

Result<Value> right(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  ENTENTE_TRY(need_string("right", arguments[0]));
  const std::string_view text = arguments[0].as_string();
  ENTENTE_ASSIGN(const std::size_t length, need_count("right", arguments[1]));
  const std::size_t count = code_point_count(text);
  if (length >= count) return arguments[0];
  return Value(text.substr(code_point_offset(text, count - length)));
}

std::size_t count_occurrences(std::string_view text, std::string_view search) {
  std::size_t count = 0;
  for (std::size_t at = text.find(search); at != std::string_view::npos;
       at = text.find(search, at + search.size())) {
    ++count;
  }
  return count;
}

/// replace(text, search, replacement) and replace(text, search, replacement, limit).
Result<Value> replace(EvalContext& context, Arguments arguments) {
  if (any_null(arguments)) return Value();
  for (const Value& argument : arguments.first(3)) ENTENTE_TRY(need_string("replace", argument));
  const std::string_view text = arguments[0].as_string();
  const std::string_view search = arguments[1].as_string();
  const std::string_view replacement = arguments[2].as_string();
  std::size_t open = std::string_view::npos;
  if (arguments.size() == 4) {
    ENTENTE_ASSIGN(open, need_count("replace", arguments[3]));
  }
  if (search.empty()) return arguments[0];
  const std::size_t count = std::min(open, count_occurrences(text, search));
  ENTENTE_TRY(context.memory.check(text.size() + count * replacement.size()));
  std::string out;
  std::size_t position = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t found = text.find(search, position);
    out += text.substr(position, found - position);
    out += replacement;
    position = found + search.size();
  }
  out += text.substr(position);
  return Value(std::move(out));
}

/// The separators of split(): a text or a list of texts.
Result<std::vector<std::string_view>> separators_of(const Value& value) {
  std::vector<std::string_view> separators;
  if (value.is_string()) {
    separators.push_back(value.as_string());
    return separators;
  }
  if (!value.is_list()) return argument_error("split", "a STRING or LIST<STRING>", value);
  for (const Value& item : value.as_list()) {
    ENTENTE_TRY(need_string("split", item));
    separators.push_back(item.as_string());
  }
  return separators;
}

Result<Value> split(EvalContext& context, Arguments arguments) {
  if (any_null(arguments)) return Value();
  ENTENTE_TRY(need_string("split", arguments[0]));
  ENTENTE_ASSIGN(const auto separators, separators_of(arguments[1]));
  const std::string_view text = arguments[0].as_string();
  std::size_t part_count = 1;
  for (const std::string_view separator : separators) {
    part_count += separator.empty() ? text.size() : count_occurrences(text, separator);
  }
  constexpr std::size_t part_bytes = sizeof(Value) + sizeof(std::string) + 16;
  ENTENTE_TRY(context.memory.check(part_count * part_bytes));
  ValueList parts;
  std::size_t begin = 0;
  for (std::size_t position = 0; position < text.size();) {
    char32_t ignored = 0;
    const std::size_t step = decode_code_point(text.substr(position), ignored);
    const auto matching = std::find_if(
        separators.begin(), separators.end(),
        [&](std::string_view s) { return !s.empty() && text.substr(position).starts_with(s); });
    if (matching != separators.end()) {
      parts.emplace_back(text.substr(begin, position - begin));
      position += matching->size();
      begin = position;
      continue;
    }
    position += step;
    // The empty separator splits between all characters.
    const bool between = std::find(separators.begin(), separators.end(), "") != separators.end();
    if (between && position < text.size()) {
      parts.emplace_back(text.substr(begin, position - begin));
      begin = position;
    }
  }
  parts.emplace_back(text.substr(begin));
  return Value(std::move(parts));
}

Result<Value> char_length(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  ENTENTE_TRY(need_string("char_length", arguments[0]));
  return Value(static_cast<std::int64_t>(code_point_count(arguments[0].as_string())));
}

Result<Value> normalize_text(EvalContext& /*context*/, Arguments arguments) {
  if (any_null(arguments)) return Value();
  ENTENTE_TRY(need_string("normalize", arguments[0]));
  NormalForm form = NormalForm::nfc;
  if (arguments.size() == 2) {
    ENTENTE_TRY(need_string("normalize", arguments[1]));
    const std::string name = to_upper(arguments[1].as_string());
    if (name == "NFD") {
      form = NormalForm::nfd;
    } else if (name == "NFKC") {
      form = NormalForm::nfkc;
    } else if (name == "NFKD") {
      form = NormalForm::nfkd;
    } else if (name != "NFC") {
      return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                            "normalize() knows the forms NFC, NFD, NFKC and NFKD");
    }
  }
  ENTENTE_ASSIGN(std::string text, normalize(arguments[0].as_string(), form));
  return Value(std::move(text));
}

}  // namespace

const std::vector<FunctionInfo>& string_functions() {
  using T = StaticType;
  const std::vector<StaticType> text = {T::string};
  const std::vector<StaticType> count = {T::integer, T::number};
  static const std::vector<FunctionInfo> functions = {
      describe_function("toUpper", "toUpper(input :: STRING) :: STRING", "The text in upper case.",
                        1, 1, {text}, T::string, upper),
      describe_function("upper", "upper(input :: STRING) :: STRING", "The text in upper case.", 1,
                        1, {text}, T::string, upper),
      describe_function("toLower", "toLower(input :: STRING) :: STRING", "The text in lower case.",
                        1, 1, {text}, T::string, lower),
      describe_function("lower", "lower(input :: STRING) :: STRING", "The text in lower case.", 1,
                        1, {text}, T::string, lower),
      describe_function("trim", "trim(input :: STRING) :: STRING",
                        "The text without white space around.", 1, 2, {text}, T::string, trim),
      describe_function("btrim", "btrim(input :: STRING, characters = ' ' :: STRING) :: STRING",
                        "The text without the characters around.", 1, 2, {text}, T::string, btrim),
      describe_function("ltrim", "ltrim(input :: STRING, characters = ' ' :: STRING) :: STRING",
                        "The text without white space in front.", 1, 2, {text}, T::string, ltrim),
      describe_function("rtrim", "rtrim(input :: STRING, characters = ' ' :: STRING) :: STRING",
                        "The text without white space behind.", 1, 2, {text}, T::string, rtrim),
      describe_function(
          "substring", "substring(input :: STRING, start :: INTEGER, length :: INTEGER) :: STRING",
          "Part of a text; positions count from 0.", 2, 3, {text, count}, T::string, substring),
      describe_function("left", "left(input :: STRING, length :: INTEGER) :: STRING",
                        "The first characters of a text.", 2, 2, {text, count}, T::string, left),
      describe_function("right", "right(input :: STRING, length :: INTEGER) :: STRING",
                        "The last characters of a text.", 2, 2, {text, count}, T::string, right),
      describe_function(
          "replace",
          "replace(input :: STRING, search :: STRING, replacement :: STRING, limit :: "
          "INTEGER) :: STRING",
          "The text with every occurrence, or the first ones, replaced.", 3, 4,
          {text, text, text, count}, T::string, replace),
      describe_function(
          "split", "split(input :: STRING, separators :: STRING | LIST<STRING>) :: LIST<STRING>",
          "The parts between separators.", 2, 2, {text, {T::string, T::list}}, T::list, split),
      describe_function("char_length", "char_length(input :: STRING) :: INTEGER",
                        "The number of characters.", 1, 1, {text}, T::integer, char_length),
      describe_function("character_length", "character_length(input :: STRING) :: INTEGER",
                        "The number of characters.", 1, 1, {text}, T::integer, char_length),
      describe_function("normalize", "normalize(input :: STRING, form = 'NFC' :: STRING) :: STRING",
                        "The text in a Unicode normal form.", 1, 2, {text}, T::string,
                        normalize_text),
  };
  return functions;
}

}  // namespace entente::query
