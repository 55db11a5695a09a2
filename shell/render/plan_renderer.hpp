#pragma once

#include "entente/result_set.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {

/// Draws a plan as a tree: one operator per line with its details, the estimated rows and, for
/// PROFILE, the real rows, the time and its share of the whole beside them. An estimate that is off
/// by a factor of ten or more is marked, because that is where a bad plan comes from.
void render_plan(const PlanNode& plan, Output& out, const RenderOptions& options);

}  // namespace entente::shell
