#include "shell/json/plan_writer.hpp"

#include <fmt/format.h>

#include "shell/json/json_writer.hpp"

namespace entente::shell {

void append_json_plan(std::string& out, const PlanNode& plan) {
  out += R"({"operator":)";
  append_json_string(out, plan.name);
  out += R"(,"details":)";
  append_json_string(out, plan.details);
  out += fmt::format(R"(,"estimatedRows":{:.6g})", plan.estimated_rows);
  if (plan.rows) out += fmt::format(R"(,"rows":{})", *plan.rows);
  if (plan.time_ms) out += fmt::format(R"(,"timeMs":{:.3f})", *plan.time_ms);
  if (plan.threads) out += fmt::format(R"(,"threads":{})", *plan.threads);
  if (plan.memory_peak_bytes) {
    out += fmt::format(R"(,"memoryPeakBytes":{})", *plan.memory_peak_bytes);
  }
  out += R"(,"children":[)";
  for (std::size_t i = 0; i < plan.children.size(); ++i) {
    if (i > 0) out += ',';
    append_json_plan(out, plan.children[i]);
  }
  out += "]}";
}

}  // namespace entente::shell
