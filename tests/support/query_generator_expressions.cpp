#include "tests/support/query_generator.hpp"

namespace entente::testing {

std::optional<QueryGenerator::Variable> QueryGenerator::find(Kind kind, bool bound_only) {
  std::vector<const Variable*> found;
  for (const Variable& variable : scope_) {
    if (variable.kind == kind && !(bound_only && variable.nullable)) found.push_back(&variable);
  }
  if (found.empty()) return std::nullopt;
  return *found[static_cast<std::size_t>(dice_.roll(static_cast<int>(found.size())))];
}

std::string QueryGenerator::expression(Kind kind, int depth) {
  switch (kind) {
    case Kind::integer: return integer(depth);
    case Kind::text: return text(depth);
    case Kind::boolean: return boolean(depth);
    case Kind::mixed: return mixed();
    case Kind::integers: return integers(depth);
    case Kind::bag: return bag(depth);
    default: break;
  }
  const auto variable = find(kind);
  return !variable ? "null" : variable->name;
}

std::string QueryGenerator::integer(int depth) {
  const auto node = find(Kind::node);
  const auto relationship = find(Kind::relationship);
  const auto variable = find(Kind::integer);
  if (depth <= 0 || dice_.chance(30)) {
    if (variable && dice_.chance(40)) return variable->name;
    if (node && dice_.chance(60)) {
      return node->name + std::string(dice_.pick({".k", ".k", ".uid"}));
    }
    if (relationship && dice_.chance(60)) {
      return relationship->name + std::string(dice_.pick({".w", ".w", ".uid"}));
    }
    return dice_.chance(5) ? "null" : number();
  }
  const auto path = find(Kind::path);
  switch (dice_.roll(12)) {
    case 0: return "(" + integer(depth - 1) + " + " + integer(depth - 1) + ")";
    case 1: return "(" + integer(depth - 1) + " - " + integer(depth - 1) + ")";
    case 2: return "(" + integer(depth - 1) + " % " + std::to_string(2 + dice_.roll(3)) + ")";
    case 3: return "size(" + integers(depth - 1) + ")";
    case 4: return "size(" + bag(depth - 1) + ")";
    case 5: return "coalesce(" + integer(depth - 1) + ", " + integer(depth - 1) + ")";
    case 6:
      return "CASE WHEN " + boolean(depth - 1) + " THEN " + integer(depth - 1) + " ELSE " +
             integer(depth - 1) + " END";
    case 7:
      return "CASE " + integer(depth - 1) + " WHEN " + number() + " THEN " + integer(depth - 1) +
             " WHEN " + integer(depth - 1) + " THEN " + number() + " END";
    case 8: return subquery("COUNT", depth - 1);
    case 9: {
      const std::string sum = fresh("s");
      const std::string item = fresh("x");
      return "reduce(" + sum + " = " + number() + ", " + item + " IN " + integers(depth - 1) +
             " | " + sum + " + coalesce(" + item + ", 1))";
    }
    case 10: return !path ? "abs(" + integer(depth - 1) + ")" : "length(" + path->name + ")";
    default: return dice_.chance(50) ? "$two" : integers(depth - 1) + "[" + number() + "]";
  }
}

std::string QueryGenerator::text(int depth) {
  const auto variable = find(Kind::text);
  const auto node = find(Kind::node);
  const auto relationship = find(Kind::relationship);
  if (variable && dice_.chance(30)) return variable->name;
  if (node && dice_.chance(50)) return node->name + ".name";
  if (relationship && dice_.chance(50)) return "type(" + relationship->name + ")";
  if (depth <= 0 || dice_.chance(40)) {
    return "'" + std::string(dice_.pick({"a", "b", "ab", "c", ""})) + "'";
  }
  switch (dice_.roll(4)) {
    case 0: return "toString(" + integer(depth - 1) + ")";
    case 1: return "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
    case 2: return "toUpper(" + text(depth - 1) + ")";
    default: return "coalesce(" + text(depth - 1) + ", 'none')";
  }
}

std::string QueryGenerator::mixed() {
  if (const auto variable = find(Kind::mixed); variable && dice_.chance(40)) {
    return variable->name;
  }
  if (const auto node = find(Kind::node); node) return node->name + ".m";
  return std::string(dice_.pick({"1", "'a'", "1.5", "true", "null", "[1, 2]"}));
}

std::string QueryGenerator::boolean(int depth) {
  if (depth > 0 && dice_.chance(45)) {
    switch (dice_.roll(6)) {
      case 0:
      case 1: return "(" + boolean(depth - 1) + " AND " + boolean(depth - 1) + ")";
      case 2:
      case 3: return "(" + boolean(depth - 1) + " OR " + boolean(depth - 1) + ")";
      case 4: return "(" + boolean(depth - 1) + " XOR " + boolean(depth - 1) + ")";
      default: return "NOT (" + boolean(depth - 1) + ")";
    }
  }
  if (const auto variable = find(Kind::boolean); variable && dice_.chance(20)) {
    return variable->name;
  }
  if (dice_.chance(35)) return graph_test(depth);
  return dice_.chance(4) ? std::string(dice_.pick({"true", "false", "null"})) : comparison(depth);
}

std::string QueryGenerator::comparison(int depth) {
  const auto sign = [&] {
    return std::string(dice_.pick({" = ", " <> ", " < ", " <= ", " > ", " >= "}));
  };
  switch (dice_.roll(12)) {
    case 0:
    case 1:
    case 2: return integer(depth - 1) + sign() + integer(depth - 1);
    case 3: return integer(0) + sign() + integer(0) + sign() + integer(0);
    case 4: return text(depth - 1) + sign() + text(depth - 1);
    case 5: return mixed() + sign() + mixed();
    case 6: return mixed() + sign() + (dice_.chance(50) ? integer(0) : text(0));
    case 7: return integer(depth - 1) + " IN " + integers(depth - 1);
    case 8:
      return text(depth - 1) +
             std::string(dice_.pick({" STARTS WITH ", " ENDS WITH ", " CONTAINS "})) + text(0);
    case 9: return mixed() + std::string(dice_.pick({" IS NULL", " IS NOT NULL"}));
    case 10: return integer(depth - 1) + std::string(dice_.pick({" IS NULL", " IS NOT NULL"}));
    default: return quantified(depth - 1);
  }
}

std::string QueryGenerator::seekable() {
  const auto node = find(Kind::node);
  if (!node) return comparison(1);
  const std::string& n = node->name;
  const auto id = [&] { return std::to_string(dice_.roll(24)); };
  switch (dice_.roll(10)) {
    case 0: return n + ".uid = " + (dice_.chance(50) ? id() : integer(0));
    case 1: return n + ".uid IN [" + id() + ", " + id() + ", null, " + integer(0) + "]";
    case 2: return n + ".k = " + integer(0);
    case 3: return n + ".k >= " + number() + " AND " + n + ".k < " + integer(0);
    case 4: return number() + " < " + n + ".k";
    case 5: return n + ".k IN " + integers(1);
    case 6: return n + ".name STARTS WITH " + (dice_.chance(70) ? "'a'" : text(0));
    case 7: return n + ".name > 'a' AND " + n + ".k = " + number();
    case 8: return "id(" + n + ") = " + id();
    default: return "(" + n + ".uid = " + id() + " OR " + n + ".uid = " + id() + ")";
  }
}

std::string QueryGenerator::graph_test(int depth) {
  const auto node = find(Kind::node);
  const auto other = find(Kind::node);
  const auto relationship = find(Kind::relationship);
  switch (dice_.roll(7)) {
    case 0:
      if (!node) break;
      return "(" + node->name + ":" + label_expression() + ")";
    case 1:
      if (!node) break;
      return node->name + (dice_.chance(50) ? " = " : " <> ") + other->name;
    case 2:
      if (!relationship) break;
      return relationship->name + (dice_.chance(50) ? " = " : " <> ") +
             find(Kind::relationship)->name;
    case 3: {
      if (!node || nesting_ > 1) break;
      Scope none;
      return path_pattern(false, 1, none);
    }
    case 4: {
      if (!relationship || !node) break;
      return std::string(dice_.pick({"startNode(", "endNode("})) + relationship->name +
             ") = " + node->name;
    }
    default: return subquery("EXISTS", depth - 1);
  }
  return comparison(depth - 1);
}

std::string QueryGenerator::integers(int depth) {
  if (const auto variable = find(Kind::integers); variable && dice_.chance(40)) {
    return variable->name;
  }
  if (depth <= 0) return "[" + number() + ", " + (dice_.chance(15) ? "null" : number()) + "]";
  const auto relationships = find(Kind::relationships);
  const auto path = find(Kind::path);
  switch (dice_.roll(7)) {
    case 0: return "[" + integer(depth - 1) + ", " + integer(depth - 1) + ", " + number() + "]";
    case 1: return "range(" + number() + ", " + std::to_string(dice_.roll(4)) + ")";
    case 2: return "(" + integers(depth - 1) + " + " + integers(depth - 1) + ")";
    case 3: return integers(depth - 1) + "[" + number() + "..]";
    case 4:
      if (!relationships) break;
      return "[x IN " + relationships->name + " | x.w]";
    case 5:
      if (!path) break;
      return "[x IN nodes(" + path->name + ") | x.k]";
    default: break;
  }
  const std::string item = fresh("x");
  const std::string list = integers(depth - 1);
  scope_.push_back({item, Kind::integer});
  std::string result = "[" + item + " IN " + list;
  if (dice_.chance(60)) result += " WHERE " + boolean(depth - 1);
  if (dice_.chance(60)) result += " | " + integer(depth - 1);
  scope_.pop_back();
  return result + "]";
}

std::string QueryGenerator::bag(int depth) {
  if (const auto variable = find(Kind::bag); variable && dice_.chance(40)) {
    return variable->name;
  }
  if (depth <= 0 || nesting_ > 1 || !find(Kind::node)) return "[" + number() + "]";
  if (dice_.chance(40)) return subquery("COLLECT", depth - 1);
  Scope introduced;
  std::string result = "[" + path_pattern(true, 1, introduced);
  const Scope outer = scope_;
  bind(introduced);
  ++nesting_;
  if (dice_.chance(40)) result += " WHERE " + boolean(depth - 1);
  result += " | " + integer(depth - 1) + "]";
  --nesting_;
  scope_ = outer;
  return result;
}

std::string QueryGenerator::quantified(int depth) {
  const std::string item = fresh("x");
  const auto relationships = find(Kind::relationships);
  const auto path = find(Kind::path);
  std::string list = integers(depth);
  Kind kind = Kind::integer;
  if (relationships && dice_.chance(40)) {
    list = relationships->name;
    kind = Kind::relationship;
  } else if (path && dice_.chance(40)) {
    list = "nodes(" + path->name + ")";
    kind = Kind::node;
  }
  scope_.push_back({item, kind});
  std::string result = std::string(dice_.pick({"all(", "any(", "none(", "single("})) + item +
                       " IN " + list + " WHERE " + boolean(depth) + ")";
  scope_.pop_back();
  return result;
}

/// EXISTS, COUNT and COLLECT over a pattern that may start at what is bound.
std::string QueryGenerator::subquery(std::string_view word, int depth) {
  if (nesting_ > 1) return word == "EXISTS" ? "true" : word == "COUNT" ? "1" : "[1]";
  const Scope outer = scope_;
  const double rows_outside = rows_;
  ++nesting_;
  Scope introduced;
  std::string pattern = path_pattern(true, !find(Kind::node) ? 0 : 1, introduced);
  bind(introduced);
  std::string where = dice_.chance(50) ? " WHERE " + boolean(depth) : "";
  std::string result = std::string(word) + " { ";
  if (word == "COLLECT") {
    result += "MATCH " + pattern + where + " RETURN " + (dice_.chance(20) ? "DISTINCT " : "") +
              integer(depth);
  } else if (dice_.chance(25)) {
    const std::string name = fresh("v");
    result += "MATCH " + pattern + where + " WITH " + integer(depth) + " AS " + name;
    scope_.push_back({name, Kind::integer});
    result += " WHERE " + boolean(0) + " RETURN " + name;
  } else {
    result += (dice_.chance(50) ? "MATCH " : "") + pattern + where;
  }
  --nesting_;
  scope_ = outer;
  rows_ = rows_outside;
  return result + " }";
}

std::string QueryGenerator::aggregate(Kind& kind) {
  const auto node = find(Kind::node);
  const auto relationship = find(Kind::relationship);
  kind = Kind::integer;
  switch (dice_.roll(10)) {
    case 0:
    case 1: return "count(*)";
    case 2: return "count(" + (!node ? integer(1) : node->name) + ")";
    case 3: return "count(DISTINCT " + (!relationship ? integer(1) : relationship->name) + ")";
    case 4: return "sum(" + integer(1) + ")";
    case 5: return std::string(dice_.pick({"min(", "max("})) + integer(1) + ")";
    case 6: return "(count(*) + sum(" + integer(0) + "))";
    case 7: kind = Kind::mixed; return std::string(dice_.pick({"min(", "max("})) + mixed() + ")";
    case 8: kind = Kind::bag; return "collect(DISTINCT " + text(1) + ")";
    default:
      kind = Kind::bag;
      return "collect(" + (node && dice_.chance(40) ? node->name : integer(1)) + ")";
  }
}

}  // namespace entente::testing
