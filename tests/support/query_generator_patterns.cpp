#include "tests/support/query_generator.hpp"

namespace entente::testing {
namespace {

/// Rows a pattern may make before it stops growing.
constexpr double rows_many = 800;

}  // namespace

std::string QueryGenerator::label_expression() {
  switch (dice_.roll(8)) {
    case 0: return "A|B";
    case 1: return "!A";
    case 2: return "A&B";
    case 3: return "A:C";
    default: return std::string(dice_.pick({"A", "B", "C"}));
  }
}

std::string QueryGenerator::types() {
  switch (dice_.roll(6)) {
    case 0:
    case 1: return "";
    case 2: return ":R|S";
    default: return ":" + std::string(dice_.pick({"R", "S", "T"}));
  }
}

std::string QueryGenerator::node_pattern(bool bind, Scope& introduced) {
  const auto bound = find(Kind::node);
  const int choice = dice_.roll(10);
  if (bound && choice < 4) {
    return "(" + bound->name + (dice_.chance(10) ? ":" + label_expression() : "") + ")";
  }
  // The same name twice in one pattern closes a cycle.
  if (bind && choice == 4) {
    for (const Variable& variable : introduced) {
      if (variable.kind == Kind::node && dice_.chance(50)) return "(" + variable.name + ")";
    }
  }
  std::string result = "(";
  std::string name;
  if (bind && dice_.chance(75)) {
    name = fresh("n");
    result += name;
  }
  if (dice_.chance(45)) {
    result += ":" + label_expression();
    rows_ *= 8;
  } else {
    rows_ *= 18;
  }
  if (dice_.chance(20)) {
    result += " {k: " + (dice_.chance(60) ? number() : integer(0)) + "}";
    rows_ /= 5;
  } else if (!name.empty() && dice_.chance(8)) {
    result += " WHERE " + name + ".k > " + number();
  }
  if (!name.empty()) introduced.push_back({name, Kind::node});
  return result + ")";
}

std::string QueryGenerator::relationship_pattern(bool bind, Scope& introduced) {
  const int direction = dice_.roll(3);
  std::string inner;
  const bool variable_length = dice_.chance(15) && rows_ < rows_many / 8;
  const auto bound = find(Kind::relationship);
  if (bind && bound && !variable_length && dice_.chance(6)) {
    bool used = false;
    for (const Variable& variable : introduced) used = used || variable.name == bound->name;
    if (!used) {
      // Noted as introduced so that the pattern does not use it twice; dropped by the caller.
      introduced.push_back({bound->name, Kind::relationship});
      inner = bound->name;
    }
  }
  if (inner.empty()) {
    if (bind && dice_.chance(45)) {
      inner = fresh("r");
      introduced.push_back({inner, variable_length ? Kind::relationships : Kind::relationship});
    }
    inner += types();
    if (variable_length) {
      inner += std::string(dice_.pick({"*1..2", "*0..2", "*2", "*..3", "*0..1"}));
      rows_ *= direction == 2 ? 12 : 5;
    } else {
      rows_ *= direction == 2 ? 4 : 2;
    }
    if (dice_.chance(12)) {
      inner += " {w: " + number() + "}";
      rows_ /= 4;
    }
  }
  const std::string middle = inner.empty() && dice_.chance(50) ? "" : "[" + inner + "]";
  switch (direction) {
    case 0: return "-" + middle + "->";
    case 1: return "<-" + middle + "-";
    default: return "-" + middle + "-";
  }
}

/// ((x)-[r]->(y) WHERE …){1,2}: its variables are lists outside.
std::string QueryGenerator::quantified_pattern(Scope& introduced) {
  const std::string relationship = fresh("r");
  const std::string node = fresh("n");
  std::string result = "((" + (dice_.chance(50) ? node : "") + ")";
  const bool named = result.size() > 3;
  const int direction = dice_.roll(3);
  result += direction == 0 ? "<-[" : "-[";
  result += relationship + types() + (direction == 1 ? "]->(" : "]-(") +
            (dice_.chance(30) ? ":" + label_expression() : "") + ")";
  if (dice_.chance(40)) {
    result += named && dice_.chance(50) ? " WHERE " + node + ".k > " + number()
                                        : " WHERE " + relationship + ".w < " + number();
  }
  introduced.push_back({relationship, Kind::relationships});
  rows_ *= 8;
  return result + ")" + std::string(dice_.pick({"{1,2}", "{0,2}", "{2}", "{1,3}"}));
}

std::string QueryGenerator::path_pattern(bool bind, int hops_min, Scope& introduced) {
  const double rows_before = rows_;
  int hops = hops_min + dice_.roll(3);
  std::string prefix;
  std::string path;
  if (bind && hops > 0 && dice_.chance(15)) {
    path = fresh("p");
    prefix = path + " = ";
  }
  std::string result;
  if (!bind) {
    // A pattern used as a condition starts at something bound.
    const auto start = find(Kind::node);
    result = !start ? "()" : "(" + start->name + ")";
  } else {
    result = node_pattern(true, introduced);
  }
  for (; hops > 0; --hops) {
    if (hops_min <= 0 && rows_ > rows_many) break;
    --hops_min;
    if (bind && quantified_allowed_ && dice_.chance(5) && rows_ < rows_many / 8) {
      result += quantified_pattern(introduced);
    } else {
      result += relationship_pattern(bind, introduced);
    }
    const double before = rows_;
    result += node_pattern(bind, introduced);
    rows_ = before;
  }
  if (!path.empty()) introduced.push_back({path, Kind::path});
  if (!bind) rows_ = rows_before;
  return prefix + result;
}

}  // namespace entente::testing
