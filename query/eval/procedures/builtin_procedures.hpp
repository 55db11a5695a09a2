#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "query/eval/procedure.hpp"

namespace entente::query {

using ProcedureList = std::vector<std::unique_ptr<const Procedure>>;

/// A procedure without state: its signature, the code that appends its rows, and one sentence for
/// people. The signature is ours and must parse.
using ProcedureCode = Status (*)(EvalContext& context, std::span<const Value> arguments,
                                 std::vector<ValueList>& rows);
/// Whether a procedure may change the graph.
enum class ProcedureAccess : std::uint8_t { read, write };
std::unique_ptr<const Procedure> make_procedure(std::string_view signature, ProcedureCode code,
                                                std::string_view description,
                                                ProcedureAccess access = ProcedureAccess::read);

/// The groups of built-in procedures, one file each.
void add_name_procedures(ProcedureList& list);
void add_schema_procedures(ProcedureList& list);
void add_statistics_procedures(ProcedureList& list);
void add_full_text_procedures(ProcedureList& list);
void add_dbms_procedures(ProcedureList& list);
void add_contradiction_procedures(ProcedureList& list);
void add_identity_procedures(ProcedureList& list);

}  // namespace entente::query
