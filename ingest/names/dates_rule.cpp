#include "ingest/names/name_rules.hpp"
#include "ingest/text/dates.hpp"

namespace entente::ingest {

void find_dates(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    const auto date = parse_date(context.tokens(), i);
    if (!date || date->iso.empty()) continue;
    const auto last = i + static_cast<std::uint32_t>(date->token_count);
    // "2,600 mile", "$2000" and "2018 tons" are no dates; a bare year before a plural noun is
    // rare enough to be read as one.
    const std::string_view before = context.form(static_cast<std::int64_t>(i) - 1);
    if (before == "$" || before == "€" || before == "£" || context.form(last) == "%") continue;
    Mention& mention = context.add(NamePriority::number, i, last, EntityType::Date);
    mention.properties.emplace_back("date", date->iso);
    i = last - 1;
  }
}

}  // namespace entente::ingest
