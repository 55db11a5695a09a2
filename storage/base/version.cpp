#include "entente/version.hpp"

namespace entente {

std::string_view version() { return ENTENTE_VERSION; }

}  // namespace entente
