#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

#include "query/eval/procedure.hpp"

namespace entente {
struct TableProcedure;
}

namespace entente::query {

/// The procedures of one database: the built-in ones and those that were registered. Thread-safe.
/// Pointers stay valid as long as the registry, also after a procedure was replaced.
class ProcedureRegistry final : public ProcedureCatalog {
 public:
  ProcedureRegistry();

  [[nodiscard]] const Procedure* find(std::string_view name) const override;
  [[nodiscard]] std::vector<const Procedure*> all() const override;

  /// Registers a procedure, replacing a registered one of the same name. ArgumentError if it has
  /// the name of a built-in procedure.
  Status add(std::unique_ptr<const Procedure> procedure);
  /// As above, from a fixed table; argument_error if the definition is wrong.
  Status add(TableProcedure definition);
  /// Forgets every registered procedure; the built-in ones stay.
  void clear();

 private:
  using Names = std::map<std::string, const Procedure*, std::less<>>;
  mutable std::shared_mutex mutex_;
  /// Everything ever registered: running queries may still hold what was replaced.
  std::vector<std::unique_ptr<const Procedure>> owned_;
  Names builtin_;
  Names registered_;
};

}  // namespace entente::query
