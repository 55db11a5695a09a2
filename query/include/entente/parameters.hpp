#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "entente/value.hpp"

namespace entente {

/// Values for the `$name` parameters of a query, by name without the dollar sign.
class Parameters {
 public:
  Parameters() = default;
  Parameters(std::initializer_list<std::pair<const std::string, Value>> values) : values_(values) {}

  void set(std::string name, Value value) { values_[std::move(name)] = std::move(value); }
  /// nullptr if there is none.
  [[nodiscard]] const Value* find(std::string_view name) const {
    const auto it = values_.find(name);
    return it == values_.end() ? nullptr : &it->second;
  }
  [[nodiscard]] const std::map<std::string, Value, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace entente
