#include "storage/claims/functional.hpp"

#include <algorithm>
#include <utility>

namespace entente::storage {

namespace {

struct Kindred {
  std::string_view label;
  int group;
};

int group_of(std::string_view label) {
  static constexpr Kindred table[] = {
#define ENTENTE_KINDRED(label, group) {label, group},
#include "storage/claims/relations.def"
  };
  for (const Kindred& entry : table) {
    if (entry.label == label) return entry.group;
  }
  return 0;
}

enum class Duration : std::uint8_t { open, momentary, lasting };

Duration duration_of(std::string_view type) {
  using enum Duration;
  static constexpr std::pair<std::string_view, Duration> table[] = {
#define ENTENTE_DURATION(type, kind) {type, kind},
#include "storage/claims/relations.def"
  };
  for (const auto& [name, duration] : table) {
    if (name == type) return duration;
  }
  return open;
}

bool is_shared(std::string_view role) {
  static constexpr std::string_view table[] = {
#define ENTENTE_SHARED_ROLE(role) role,
#include "storage/claims/relations.def"
  };
  return std::find(std::begin(table), std::end(table), role) != std::end(table);
}

bool says_nothing(std::span<const std::string> labels) {
  return std::all_of(labels.begin(), labels.end(),
                     [](const std::string& label) { return label == "Entity"; });
}

}  // namespace

std::span<const FunctionalType> functional_types() {
  using enum OneOf;
  using enum Lasting;
  static constexpr bool veto = true;
  static constexpr bool none = false;
  static constexpr bool sole = true;
  static constexpr bool any = false;
  static const FunctionalType table[] = {
#define ENTENTE_FUNCTIONAL(type, one, per, offices, lasting, identity) \
  {type, one, per, offices, lasting, identity},
#include "storage/claims/relations.def"
  };
  return table;
}

bool is_momentary(std::string_view type) { return duration_of(type) == Duration::momentary; }

bool is_sole_office(std::string_view office) {
  static constexpr std::string_view table[] = {
#define ENTENTE_SOLE_ROLE(role) role,
#include "storage/claims/relations.def"
  };
  return std::find(std::begin(table), std::end(table), office) != std::end(table);
}

bool is_lasting(std::string_view type) { return duration_of(type) == Duration::lasting; }

std::string office_of(std::string_view role) {
  static constexpr std::pair<std::string_view, std::string_view> table[] = {
#define ENTENTE_SAME_ROLE(word, role) {word, role},
#include "storage/claims/relations.def"
  };
  std::string office(role);
  for (char& c : office) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const auto& [word, same] : table) {
    if (word == office) return std::string(same);
  }
  return is_shared(office) ? std::string() : office;
}

bool labels_may_meet(std::span<const std::string> a, std::span<const std::string> b) {
  if (says_nothing(a) || says_nothing(b)) return true;
  for (const std::string& one : a) {
    for (const std::string& other : b) {
      if (one == other && one != "Entity") return true;
      if (group_of(one) != 0 && group_of(one) == group_of(other)) return true;
    }
  }
  return false;
}

}  // namespace entente::storage
