#pragma once

#include <string>

#include "entente/value.hpp"

namespace entente::query {

/// The most precise type of a value, as valueType() prints it: "INTEGER NOT NULL",
/// "LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL", "NULL". The types of a list's items are
/// written in a fixed order, each once, without those that another one includes (Cypher manual,
/// "Type normalization").
std::string value_type_text(const Value& value);

}  // namespace entente::query
