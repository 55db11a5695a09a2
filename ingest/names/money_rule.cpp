#include "ingest/names/money_expression.hpp"
#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

void find_money(NameContext& context) {
  std::uint32_t free_from = context.begin();
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    const auto money = parse_money(context.tokens(), i);
    if (!money || money->first < free_from) continue;
    const auto first = static_cast<std::uint32_t>(money->first);
    const auto last = static_cast<std::uint32_t>(money->last);
    Mention& mention =
        context.add(NamePriority::number, first, last, EntityType::Money, money->name());
    mention.properties.emplace_back("amount", MoneyExpression::amount_text(money->amount));
    if (money->amount_max) {
      mention.properties.emplace_back("amount_max",
                                      MoneyExpression::amount_text(*money->amount_max));
    }
    if (!money->bound.empty()) mention.properties.emplace_back("bound", money->bound);
    mention.properties.emplace_back("currency", money->currency);
    if (!money->per.empty()) mention.properties.emplace_back("per", money->per);
    // "a $1 billion fund": the fund is named by its money.
    if (context.form(last) == "fund") {
      const std::string name = context.words(first, last + 1);
      context.add(NamePriority::structure, last, last + 1, EntityType::Fund, name);
    }
    free_from = last;
    i = last - 1;
  }
}

}  // namespace entente::ingest
