#include <fmt/format.h>

#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

namespace {

bool is_number(const NameContext& context, std::uint32_t i) {
  return context.has(i) && context.token(i).kind == TokenKind::number;
}

/// Where the name that ends before `last` begins: capitalised words, "of" between them, a number or
/// hyphen and number at its end. Returns `last` if there is none.
std::uint32_t name_begin(const NameContext& context, std::uint32_t last) {
  std::uint32_t at = last;
  if (at > context.begin() && is_number(context, at - 1)) {
    --at;
    if (at > context.begin() && context.form(at - 1) == "-") --at;
  }
  std::uint32_t first = last;
  while (at > context.begin()) {
    if (context.is_name_word(at - 1) && context.title_size(at - 1) == 0) {
      first = --at;
    } else if (context.form(at - 1) == "of" && at - 1 > context.begin() && first < last &&
               context.is_name_word(at - 2)) {
      --at;
    } else if (context.form(at - 1) == "-" && at - 1 > context.begin() && first < last &&
               context.is_name_word(at - 2)) {
      --at;
    } else {
      break;
    }
  }
  return first;
}

/// "Russian gas pipeline" names a country, not a pipeline.
bool is_only_origin(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  const auto match = context.gazetteer().find(context.document(), context.tokens(), first);
  return match.entry != nullptr && first + match.token_count >= last &&
         match.entry->type != EntityType::Pipeline;
}

/// "Power of Siberia-2" and "Power of Siberia 2" are one name.
std::string tidy_name(std::string name) {
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] == '-' && name[i + 1] >= '0' && name[i + 1] <= '9') name[i] = ' ';
  }
  return name;
}

bool is_pipeline_noun(std::string_view form) { return form == "pipeline" || form == "pipelines"; }

}  // namespace

void find_pipelines_and_projects(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    const std::string_view form = context.form(i);
    const bool pipeline = is_pipeline_noun(form);
    const bool project = form == "project" && !is_pipeline_noun(context.form(i - 1));
    if (!pipeline && !project) continue;
    std::uint32_t name_end = i;
    while (name_end > context.begin() && context.in_class("pipeline_word", name_end - 1) > 0 &&
           !context.token(name_end - 1).upper) {
      --name_end;
    }
    const std::uint32_t first = name_begin(context, name_end);
    if (first == name_end) continue;
    if (pipeline && is_only_origin(context, first, name_end)) continue;
    std::uint32_t last = i + 1;
    if (pipeline && context.form(last) == "project") ++last;
    std::string name = tidy_name(context.words(first, name_end));
    if (project && name_end - first == 1) name += " project";
    context.add(NamePriority::structure, first, last,
                pipeline ? EntityType::Pipeline : EntityType::Project, std::move(name));
  }
}

}  // namespace entente::ingest
