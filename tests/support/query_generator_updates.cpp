#include "tests/support/query_generator.hpp"

namespace entente::testing {

void QueryGenerator::updating_clause(std::string& text) {
  may_end_ = true;
  std::string clause;
  switch (dice_.roll(10)) {
    case 0:
    case 1: clause = create(); break;
    case 2:
    case 3: clause = merge(); break;
    case 4:
    case 5: clause = dice_.chance(50) ? set() : set_from_group(); break;
    case 6: clause = remove(); break;
    case 7: clause = erase(); break;
    case 8: clause = foreach (); break;
    default: clause = unit_call(); break;
  }
  if (clause.empty()) clause = create();
  if (!text.empty()) text += " ";
  text += clause;
  dirty_ = true;
}

std::string QueryGenerator::create() {
  const std::string name = fresh("n");
  std::string text = "CREATE (" + name + ":" + std::string(dice_.pick({"A", "B", "New", "A:B"})) +
                     " {k: " + integer(0) + ", name: " + "'new'" + "})";
  if (const auto node = find(Kind::node, true); node && dice_.chance(60)) {
    const std::string relationship = fresh("r");
    const std::string type = std::string(dice_.pick({"R", "S", "F"}));
    text += dice_.chance(50) ? "-[" + relationship + ":" + type + " {w: " + number() + "}]->("
                             : "<-[" + relationship + ":" + type + "]-(";
    text += node->name + ")";
    scope_.push_back({relationship, Kind::relationship, false, true});
  }
  scope_.push_back({name, Kind::node, false, true});
  return text;
}

std::string QueryGenerator::merge() {
  const auto source = find(Kind::node, true);
  const auto target = find(Kind::node, true);
  const std::string actions =
      std::string(dice_.chance(50) ? " ON CREATE SET # .flag = 1" : "") +
      (dice_.chance(50) ? " ON MATCH SET # .seen = coalesce(# .seen, 0) + 1" : "");
  const auto with_name = [&](const std::string& name) {
    std::string result;
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (actions[i] == '#') {
        result += name;
        ++i;  // the blank behind the mark
      } else {
        result += actions[i];
      }
    }
    return result;
  };
  const int choice = dice_.roll(3);
  if (choice == 0 && source) {
    const std::string relationship = fresh("r");
    const std::string text = "MERGE (" + source->name + ")-[" + relationship + ":" +
                             std::string(dice_.pick({"R", "S", "F"})) + "]->(" + target->name + ")";
    scope_.push_back({relationship, Kind::relationship, false, true});
    return text + with_name(relationship);
  }
  const std::string name = fresh("n");
  const std::string pattern = "(" + name + ":" + std::string(dice_.pick({"A", "B", "New"})) +
                              " {k: coalesce(" + integer(0) + ", 0)})";
  if (choice == 1 && source) {
    const std::string text =
        "MERGE (" + source->name + ")-[:" + std::string(dice_.pick({"R", "F"})) + "]->" + pattern;
    scope_.push_back({name, Kind::node, false, true});
    return text + with_name(name);
  }
  scope_.push_back({name, Kind::node, false, true});
  return "MERGE " + pattern + with_name(name);
}

/// One value for all rows, or a count: the order of the rows makes no difference.
std::string QueryGenerator::set() {
  const auto node = find(Kind::node);
  const auto relationship = find(Kind::relationship);
  if (relationship && dice_.chance(35)) {
    const std::string& r = relationship->name;
    return dice_.chance(50) ? "SET " + r + ".w = " + number()
                            : "SET " + r + ".w = coalesce(" + r + ".w, 0) + 1";
  }
  if (!node) return "";
  const std::string& n = node->name;
  switch (dice_.roll(6)) {
    case 0: return "SET " + n + ".k = " + number();
    case 1: return "SET " + n + ".k = coalesce(" + n + ".k, 0) + 1";
    case 2: return "SET " + n + ":" + std::string(dice_.pick({"A", "B", "C", "New"}));
    case 3: return "SET " + n + " += {k: " + number() + ", name: null}";
    case 4: return "SET " + n + ".name = 'set', " + n + ":B";
    default: return "SET " + n + "['k'] = " + number();
  }
}

/// Groups by the element first, so that it gets exactly one value.
std::string QueryGenerator::set_from_group() {
  const auto node = find(Kind::node);
  if (!node) return "";
  const Variable kept = *node;
  const std::string value = fresh("v");
  const std::string text = "WITH " + kept.name + ", " +
                           std::string(dice_.pick({"min(", "max(", "count(", "sum("})) +
                           integer(1) + ") AS " + value;
  scope_ = {kept, {value, Kind::integer}};
  return text + " SET " + kept.name + ".k = " + value;
}

std::string QueryGenerator::remove() {
  const auto node = find(Kind::node);
  if (!node) return "";
  return "REMOVE " + node->name + std::string(dice_.pick({".k", ".name", ":A", ":B", ":C"}));
}

/// Only plain values go on behind a DELETE.
std::string QueryGenerator::erase() {
  const auto node = find(Kind::node);
  const auto relationship = find(Kind::relationship);
  const auto path = find(Kind::path);
  std::string text;
  if (relationship && dice_.chance(60)) {
    text = "DELETE " + relationship->name;
  } else if (path && dice_.chance(50)) {
    text = "DETACH DELETE " + path->name;
  } else if (node) {
    text = "DETACH DELETE " + node->name;
  } else {
    return "";
  }
  Scope plain;
  for (const Variable& variable : scope_) {
    if (variable.kind == Kind::integer || variable.kind == Kind::text ||
        variable.kind == Kind::mixed || variable.kind == Kind::boolean ||
        variable.kind == Kind::integers) {
      plain.push_back(variable);
    }
  }
  scope_ = plain;
  if (scope_.empty()) {
    const std::string count = fresh("v");
    text += " WITH count(*) AS " + count;
    may_end_ = false;
    scope_.push_back({count, Kind::integer});
    rows_ = 1;
  }
  return text;
}

std::string QueryGenerator::foreach () {
  const auto node = find(Kind::node, true);
  const auto path = find(Kind::path);
  const std::string item = fresh("x");
  if (path && dice_.chance(50)) {
    return "FOREACH (" + item + " IN nodes(" + path->name + ") | SET " + item + ".flag = 1)";
  }
  const std::string list = "[1, 2, " + number() + "]";
  if (!node || dice_.chance(30)) {
    return "FOREACH (" + item + " IN " + list + " | CREATE (:New {k: " + item + "}))";
  }
  if (dice_.chance(50)) {
    return "FOREACH (" + item + " IN " + list + " | CREATE (" + node->name +
           ")-[:F]->(:B {k: " + item + "}))";
  }
  return "FOREACH (" + item + " IN " + list + " | SET " + node->name + ".k = coalesce(" +
         node->name + ".k, 0) + " + item + ")";
}

std::string QueryGenerator::unit_call() {
  const auto node = find(Kind::node, true);
  if (!node) return "CALL { CREATE (:New {k: " + number() + "}) }";
  const std::string& n = node->name;
  switch (dice_.roll(3)) {
    case 0: return "CALL (" + n + ") { CREATE (:New {k: " + n + ".k})-[:F]->(" + n + ") }";
    case 1: return "CALL (" + n + ") { SET " + n + ".k = coalesce(" + n + ".k, 0) + 1 }";
    default:
      return "CALL (" + n + ") { MATCH (" + n + ")-[x:R]->() SET x.w = coalesce(x.w, 0) + 1 }";
  }
}

}  // namespace entente::testing
