#include "ingest/relations/frame_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/suggest.hpp"

namespace entente::ingest {

namespace {

/// Macros inside macros; deeper ones are taken for a macro that uses itself.
constexpr int macro_depth_max = 8;
constexpr std::size_t words_max = 4096;

bool is_relation_name(std::string_view name) {
  constexpr std::size_t length_max = 64;
  return !name.empty() && name.size() <= length_max && name.front() >= 'A' && name.front() <= 'Z' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

}  // namespace

Error FrameLine::error(std::size_t column, std::string_view what, std::string hint) const {
  return Error::plain(ErrorClass::input_error,
                      fmt::format("{}:{}:{}: {}", source, number, column, what), std::move(hint));
}

std::vector<FrameWord> frame_words(std::string_view line) {
  std::vector<FrameWord> words;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    words.push_back({std::string(line.substr(begin, end - begin)), begin + 1});
    at = end;
  }
  return words;
}

Status FrameNames::define_group(const FrameLine& line, const std::vector<FrameWord>& words) {
  Group group;
  for (std::size_t i = 3; i < words.size(); ++i) ENTENTE_TRY(add_type(line, words[i], group));
  groups_[words[1].text] = group;
  return {};
}

Status FrameNames::define_macro(const FrameLine& line, const std::vector<FrameWord>& words) {
  (void)line;
  macros_[words[1].text].assign(words.begin() + 3, words.end());
  return {};
}

Status FrameNames::define_relation(const FrameLine& line, const std::vector<FrameWord>& words) {
  const FrameWord& name = words[1];
  if (!is_relation_name(name.text)) {
    return line.error(name.column, fmt::format("'{}' cannot name a relation", name.text),
                      "relations are written in capitals, as in MENTOR_OF");
  }
  if (is_known_relation(name.text)) {
    return line.error(name.column, fmt::format("the relation {} is built in", name.text),
                      "leave the line out");
  }
  Relation relation;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i].text != "symmetric") {
      return line.error(words[i].column, fmt::format("unknown option '{}'", words[i].text),
                        "a relation may be 'symmetric'");
    }
    relation.symmetric = true;
  }
  relations_[name.text] = relation;
  return {};
}

Result<FrameNames::Relation> FrameNames::relation(const FrameLine& line,
                                                  const FrameWord& name) const {
  if (is_known_relation(name.text)) return Relation{is_symmetric_relation(name.text)};
  if (const auto own = relations_.find(name.text); own != relations_.end()) return own->second;
  std::vector<std::string_view> known(relation_names().begin(), relation_names().end());
  for (const auto& [own, relation] : relations_) known.emplace_back(own);
  std::string hint = did_you_mean(name.text, known);
  if (hint.empty())
    hint = fmt::format("a relation of your own needs a line 'relation {}'", name.text);
  return line.error(name.column, fmt::format("'{}' is no relation", name.text), std::move(hint));
}

Result<std::vector<FrameWord>> FrameNames::expand(const FrameLine& line,
                                                  const std::vector<FrameWord>& words) const {
  std::vector<FrameWord> text = words;
  const auto is_macro = [](const FrameWord& w) { return w.text.size() > 1 && w.text[0] == '%'; };
  for (int depth = 0; std::any_of(text.begin(), text.end(), is_macro); ++depth) {
    if (depth == macro_depth_max || text.size() > words_max) {
      return line.error(words.front().column, "macros stand for too much",
                        "does a macro use itself?");
    }
    std::vector<FrameWord> out;
    for (const FrameWord& word : text) {
      if (!is_macro(word)) {
        out.push_back(word);
        continue;
      }
      std::string_view name = std::string_view(word.text).substr(1);
      const bool optional = name.ends_with('?');
      if (optional) name.remove_suffix(1);
      const auto macro = macros_.find(name);
      if (macro == macros_.end()) {
        std::vector<std::string_view> known;
        for (const auto& [other, body] : macros_) known.emplace_back(other);
        return line.error(word.column, fmt::format("there is no macro '{}'", name),
                          did_you_mean(name, known));
      }
      out.push_back({"(", word.column});
      for (const FrameWord& inside : macro->second) out.push_back({inside.text, word.column});
      out.push_back({optional ? ")?" : ")", word.column});
    }
    text = std::move(out);
  }
  return text;
}

Status FrameNames::add_type(const FrameLine& line, const FrameWord& word, Group& group) const {
  if (word.text == "seat") {
    group.seats = true;
  } else if (word.text == "officials") {
    group.officials = true;
  } else if (const auto type = entity_type_from(word.text)) {
    group.types |= 1U << static_cast<unsigned>(*type);
  } else if (const auto other = groups_.find(word.text); other != groups_.end()) {
    group.types |= other->second.types;
    group.seats = group.seats || other->second.seats;
    group.officials = group.officials || other->second.officials;
  } else {
    std::vector<std::string_view> known(entity_type_names().begin(), entity_type_names().end());
    for (const auto& [name, defined] : groups_) known.emplace_back(name);
    return line.error(word.column, fmt::format("'{}' is no entity type or group", word.text),
                      did_you_mean(word.text, known));
  }
  return {};
}

Status FrameNames::read_slot(const FrameLine& line, const FrameWord& word, std::string& name,
                             SlotFilter& filter) const {
  const std::string_view text = word.text;
  const auto colon = text.find(':');
  if (text.size() < 3 || text.front() != '<' || text.back() != '>' ||
      colon == std::string_view::npos || colon == 1) {
    return line.error(word.column, fmt::format("'{}' is no slot", text),
                      "slots look like <s:Person|Organization>");
  }
  name = text.substr(1, colon - 1);
  filter.pair = name == "so";
  std::string_view types = text.substr(colon + 1, text.size() - colon - 2);
  if (const auto slash = types.find('/'); slash != std::string_view::npos) {
    const auto flag = types.substr(slash + 1);
    if (flag == "adj") {
      filter.form = SlotFilter::Form::attributive;
    } else if (flag == "one") {
      filter.one = true;
    } else if (flag == "any") {
      filter.form = SlotFilter::Form::any;
    } else {
      return line.error(word.column, fmt::format("unknown flag '{}'", flag),
                        "there are adj, any and one");
    }
    types = types.substr(0, slash);
  }
  Group group;
  for (const auto type : split_fields(types, '|')) {
    const auto column = word.column + static_cast<std::size_t>(type.data() - text.data());
    ENTENTE_TRY(add_type(line, {std::string(type), column}, group));
  }
  filter.types = group.types;
  filter.seats = group.seats;
  filter.officials = group.officials;
  return {};
}

}  // namespace entente::ingest
