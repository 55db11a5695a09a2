#pragma once

#include <string_view>
#include <vector>

#include "ingest/relations/extractor.hpp"

namespace entente::ingest {

/// Name of the qualifier in which frames of counterparts keep whose counterpart somebody is.
inline constexpr std::string_view counterpart_qualifier = "counterpart_of";

/// Corrects claims by what the other claims of the document say; they keep their order:
/// - a counterpart holds the office of the person whose counterpart it is, and of "his French and
///   German counterparts, X and Y" each has a country of its own; who is somebody's minister holds
///   an office of the state that the other leads;
/// - of two who are said to have done one thing, the one that the tree names did it;
/// - who leads an organisation, or is a member of it, is not affiliated with it besides;
/// - those who hold an office of a state do not visit that state or its seat of government.
void settle_claims(const SplitText& text, const ResolvedDocument& document,
                   std::vector<FoundClaim>& claims);

}  // namespace entente::ingest
