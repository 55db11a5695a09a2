#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::storage {

/// Which end of a relationship there is but one of.
enum class OneOf : std::uint8_t { object, subject, either };
enum class Lasting : std::uint8_t { ever, at_a_time };

/// A relationship type of which one end has one partner only (storage/claims/relations.def).
struct FunctionalType {
  std::string type;
  OneOf one = OneOf::object;
  /// Qualifier that tells several partners apart; empty: there is just one.
  std::string per;
  /// Only offices of which there is one each tell partners apart (is_sole_office()).
  bool sole_offices = false;
  Lasting lasting = Lasting::at_a_time;
  /// Two that differ are two things.
  bool tells_identity = false;
};

/// The declared types, sorted by name.
std::span<const FunctionalType> functional_types();

/// True for types of what happens on a day and is over (VISITED) / of states that news mentions
/// while they last (LEADS).
bool is_momentary(std::string_view type);
bool is_lasting(std::string_view type);

/// The role under which offices are compared: lower case, one word for each office; empty for
/// roles that several may have at once, and for none.
std::string office_of(std::string_view role);

/// True for an office, as office_of() names it, that one person at a time has in a state.
bool is_sole_office(std::string_view office);

/// True if one thing may have both sets of labels: they share one besides "Entity", or are of one
/// group of kindred labels; or one set says nothing.
bool labels_may_meet(std::span<const std::string> a, std::span<const std::string> b);

}  // namespace entente::storage
