#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

/// All forms of an English verb or noun in lower case, the base first: the regular endings by the
/// spelling rules, or those of text/data/irregular_verbs.txt. As frames name both verbs and nouns
/// by their base, the forms of both are given ("deal" → deal, deals, dealing, dealed, dealt).
std::vector<std::string> inflect(std::string_view base);

}  // namespace entente::ingest
