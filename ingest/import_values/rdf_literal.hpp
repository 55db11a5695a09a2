#pragma once

#include <optional>
#include <string_view>

#include "entente/value.hpp"

namespace entente::importing {

/// The value of an RDF literal by its datatype (an IRI): the numbers of XML Schema, boolean, date,
/// time and dateTime (local without a zone) and durations; of every other datatype, and integers
/// beyond 64 bits, the text. nullopt if the text is none of the datatype.
std::optional<Value> rdf_literal(std::string_view text, std::string_view datatype);

}  // namespace entente::importing
