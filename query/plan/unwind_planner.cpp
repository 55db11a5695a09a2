#include "query/plan/plan_context.hpp"

namespace entente::query {

Result<LogicalOperatorPtr> plan_unwind(PlanContext& context, const UnwindClause& clause,
                                       LogicalOperatorPtr input) {
  ENTENTE_TRY(prepare(context, *clause.list));
  auto unwind = make_operator<Unwind>();
  unwind->target = context.slot_of(clause.variable, StaticType::any);
  unwind->list = clause.list.get();
  return context.add(std::move(unwind), std::move(input));
}

Result<LogicalOperatorPtr> plan_load_csv(PlanContext& context, const LoadCsvClause& clause,
                                         LogicalOperatorPtr input) {
  ENTENTE_TRY(prepare(context, *clause.url));
  auto load = make_operator<LoadCsv>();
  load->target = context.slot_of(clause.variable, StaticType::any);
  const CsvPosition& position = context.info.csv_positions.at(&clause);
  load->file = position.file;
  load->line = position.line;
  load->url = clause.url.get();
  load->with_headers = clause.with_headers;
  load->field_terminator = clause.field_terminator;
  return context.add(std::move(load), std::move(input));
}

}  // namespace entente::query
