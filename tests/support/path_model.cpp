#include "tests/support/path_model.hpp"

#include <algorithm>
#include <set>

namespace entente::testing {
namespace {

std::string list_text(const std::vector<int>& items) {
  std::string text = "[";
  for (const int item : items) text += (text.size() > 1 ? ", " : "") + std::to_string(item);
  return text + "]";
}

std::string text_of(const PathModel::NodeTest& node) {
  std::string text = "(" + node.name;
  if (node.a) text += ":A";
  if (node.k_not) text += " WHERE " + node.name + ".k <> " + std::to_string(*node.k_not);
  return text + ")";
}

std::string text_of(const PathModel::StepTest& step) {
  std::string text = step.direction < 0 ? "<-[" : "-[";
  text += step.name;
  if (step.r) text += *step.r ? ":R" : ":S";
  if (step.w_not) text += " WHERE " + step.name + ".w <> " + std::to_string(*step.w_not);
  return text + (step.direction > 0 ? "]->" : "]-");
}

std::string text_of(const PathModel::Part& part) {
  if (!part.group) return text_of(part.steps.front());
  std::string text = " (";
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    text += text_of(part.nodes[i]);
    if (i < part.steps.size()) text += text_of(part.steps[i]);
  }
  if (part.rising) {
    text += " WHERE " + part.nodes.front().name + ".k <= " + part.nodes.back().name + ".k";
  }
  return text + "){" + std::to_string(part.lower) + "," +
         (part.upper ? std::to_string(*part.upper) : "") + "} ";
}

}  // namespace

PathModel::PathModel(std::uint32_t seed) : random_(seed) {
  const int nodes = 2 + pick(4);
  for (int i = 0; i < nodes; ++i) nodes_.push_back({pick(3) > 0, pick(3)});
  const int relationships = 2 + pick(5);
  for (int i = 0; i < relationships; ++i) {
    relationships_.push_back({pick(nodes), pick(nodes), pick(3) > 0, pick(3)});
  }
}

std::string PathModel::create_statement() const {
  std::string text = "CREATE ";
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    text += (i > 0 ? ", (n" : "(n") + std::to_string(i) + (nodes_[i].a ? ":A" : ":B") +
            " {i: " + std::to_string(i) + ", k: " + std::to_string(nodes_[i].k) + "})";
  }
  for (std::size_t i = 0; i < relationships_.size(); ++i) {
    const Relationship& r = relationships_[i];
    text += ", (n" + std::to_string(r.from) + ")-[:" + (r.r ? "R" : "S") +
            " {i: " + std::to_string(i) + ", w: " + std::to_string(r.w) + "}]->(n" +
            std::to_string(r.to) + ")";
  }
  return text;
}

PathModel::NodeTest PathModel::random_node(const std::string& name) {
  NodeTest test{name, pick(4) == 0, std::nullopt};
  if (pick(5) == 0) test.k_not = pick(3);
  return test;
}

PathModel::StepTest PathModel::random_step(const std::string& name) {
  StepTest test;
  test.name = name;
  if (pick(3) == 0) test.r = pick(3) > 0;
  test.direction = pick(3) - 1;
  if (pick(5) == 0) test.w_not = pick(3);
  return test;
}

PathModel::Part PathModel::random_part(int index, bool bounded) {
  const std::string id = std::to_string(index);
  Part part;
  part.group = pick(3) > 0;
  // There are more walks than can be enumerated soon, so they are kept short.
  const int steps = part.group && !bounded ? 1 + pick(2) : 1;
  for (int i = 0; i < steps; ++i) {
    part.steps.push_back(random_step("r" + id + static_cast<char>('a' + i)));
  }
  if (!part.group) return part;
  for (int i = 0; i <= steps; ++i) {
    part.nodes.push_back(random_node("x" + id + static_cast<char>('a' + i)));
  }
  part.lower = bounded ? pick(2) : pick(3);
  if (bounded || pick(2) == 0) part.upper = std::max(1, part.lower + pick(2));
  part.rising = pick(3) == 0;
  return part;
}

PathModel::Pattern PathModel::random_pattern() {
  Pattern pattern;
  const int mode = pick(8);
  pattern.mode = mode == 0   ? Mode::walk
                 : mode == 1 ? Mode::acyclic
                 : mode == 2 ? Mode::simple
                             : Mode::trail;
  const int parts = 1 + pick(pattern.mode == Mode::walk ? 2 : 3);
  pattern.outer.push_back(random_node("o0"));
  for (int i = 0; i < parts; ++i) {
    pattern.parts.push_back(random_part(i, pattern.mode == Mode::walk));
    pattern.outer.push_back(random_node("o" + std::to_string(i + 1)));
  }
  const int selection = pick(4);
  pattern.selection = selection == 0   ? Selection::paths
                      : selection == 1 ? Selection::groups
                                       : Selection::all;
  pattern.count = 1 + pick(3);
  pattern.odd_before = pick(4) == 0;
  pattern.short_after = pick(4) == 0;
  return pattern;
}

std::string PathModel::path_text(const Pattern& pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.outer.size(); ++i) {
    text += text_of(pattern.outer[i]);
    if (i < pattern.parts.size()) text += text_of(pattern.parts[i]);
  }
  return text;
}

std::vector<std::pair<std::string, bool>> PathModel::names(const Pattern& pattern) {
  std::vector<std::pair<std::string, bool>> result;
  for (const auto& node : pattern.outer) result.emplace_back(node.name, false);
  for (const auto& part : pattern.parts) {
    for (const auto& node : part.nodes) result.emplace_back(node.name, true);
    for (const auto& step : part.steps) result.emplace_back(step.name, part.group);
  }
  return result;
}

std::string PathModel::match_text(const Pattern& pattern, int bound) {
  std::string text;
  const std::string first = pattern.outer.front().name;
  const std::string last = pattern.outer.back().name;
  if ((bound & 1) != 0) text += "MATCH (" + first + ") ";
  if ((bound & 2) != 0) text += "MATCH (" + last + ") ";
  text += "MATCH ";
  if (pattern.mode == Mode::walk) text += "REPEATABLE ELEMENTS ";
  const bool inside = pattern.odd_before && pattern.selection != Selection::all;
  if (!inside) text += "p = ";
  const std::string count = std::to_string(pattern.count);
  if (pattern.selection != Selection::all) text += "SHORTEST " + count + " ";
  if (pattern.mode == Mode::acyclic) text += "ACYCLIC ";
  if (pattern.mode == Mode::simple) text += "SIMPLE ";
  if (pattern.selection == Selection::groups) text += "PATHS GROUPS ";
  text += inside ? "(p = " + path_text(pattern) + " WHERE length(p) % 2 = 1)" : path_text(pattern);
  if (pattern.odd_before && !inside) text += " WHERE length(p) % 2 = 1";
  if (pattern.short_after) {
    text += (pattern.odd_before && !inside ? " AND" : " WHERE") + std::string(" length(p) < 3");
  }
  return text;
}

std::string PathModel::query(const Pattern& pattern, int bound) const {
  std::string text = match_text(pattern, bound);
  text += " RETURN [n IN nodes(p) | n.i] + [-1] + [r IN relationships(p) | r.i] AS path";
  for (const auto& [name, list] : names(pattern)) {
    text += list ? ", [e IN " + name + " | e.i] AS " + name : ", " + name + ".i AS " + name;
  }
  return text;
}

std::string PathModel::ends_query(const Pattern& pattern, int bound) const {
  return match_text(pattern, bound) + " RETURN DISTINCT " + pattern.outer.front().name +
         ".i AS first, " + pattern.outer.back().name + ".i AS last";
}

std::string PathModel::judge_ends(const Pattern& pattern,
                                  const std::vector<std::string>& rows) const {
  std::set<std::string> wanted;
  for (const auto& match : matches(pattern)) {
    if (pattern.short_after && match.length >= 3) continue;
    wanted.insert(std::to_string(match.start) + " | " + std::to_string(match.end));
  }
  const std::set<std::string> found(rows.begin(), rows.end());
  if (found == wanted && found.size() == rows.size()) return "";
  return std::to_string(rows.size()) + " pairs of ends, not " + std::to_string(wanted.size());
}

bool PathModel::meets(const NodeTest& test, int node) const {
  const Node& n = nodes_[static_cast<std::size_t>(node)];
  return (!test.a || n.a) && (!test.k_not || n.k != *test.k_not);
}

bool PathModel::meets(const StepTest& test, const Walk& walk, std::size_t step) const {
  const Relationship& r = relationships_[static_cast<std::size_t>(walk.relationships[step])];
  if (test.r && *test.r != r.r) return false;
  if (test.w_not && r.w == *test.w_not) return false;
  const int before = walk.nodes[step];
  const int after = walk.nodes[step + 1];
  const bool right = r.from == before && r.to == after;
  const bool left = r.to == before && r.from == after;
  return test.direction == 0 ? right || left : test.direction > 0 ? right : left;
}

bool PathModel::allows(Mode mode, const Walk& walk) const {
  if (mode == Mode::walk) return true;
  const int last = walk.relationships.back();
  if (std::count(walk.relationships.begin(), walk.relationships.end(), last) > 1) return false;
  if (mode == Mode::trail) return true;
  // Only what was walked last can be new here, but a closed simple path may not go on.
  std::vector<int> nodes = walk.nodes;
  if (mode == Mode::simple && nodes.front() == nodes.back()) nodes.pop_back();
  std::sort(nodes.begin(), nodes.end());
  return std::adjacent_find(nodes.begin(), nodes.end()) == nodes.end();
}

void PathModel::extend(const Pattern& pattern, std::size_t longest, Walk& walk,
                       std::vector<Walk>& out) const {
  out.push_back(walk);
  if (walk.relationships.size() == longest) return;
  for (std::size_t i = 0; i < relationships_.size(); ++i) {
    const Relationship& r = relationships_[i];
    const int at = walk.nodes.back();
    if (r.from != at && r.to != at) continue;
    walk.relationships.push_back(static_cast<int>(i));
    walk.nodes.push_back(r.from == at ? r.to : r.from);
    if (allows(pattern.mode, walk)) extend(pattern, longest, walk, out);
    walk.relationships.pop_back();
    walk.nodes.pop_back();
  }
}

std::vector<PathModel::Walk> PathModel::walks(const Pattern& pattern) const {
  std::size_t longest = 0;
  for (const auto& part : pattern.parts) {
    const auto repetitions = static_cast<std::size_t>(!part.group ? 1 : part.upper.value_or(1'000));
    longest += part.steps.size() * repetitions;
  }
  if (pattern.mode != Mode::walk) longest = std::min(longest, relationships_.size());
  std::vector<Walk> out;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    Walk walk{{static_cast<int>(i)}, {}};
    extend(pattern, longest, walk, out);
  }
  return out;
}

std::vector<PathModel::Match> PathModel::matches(const Pattern& pattern) const {
  std::vector<Match> out;
  for (const Walk& walk : walks(pattern)) {
    if (pattern.odd_before && walk.relationships.size() % 2 == 0) continue;
    Bindings bindings;
    match_part(pattern, walk, 0, 0, bindings, out);
  }
  return out;
}

void PathModel::match_part(const Pattern& pattern, const Walk& walk, std::size_t part,
                           std::size_t at, Bindings& bindings, std::vector<Match>& out) const {
  const NodeTest& outer = pattern.outer[part];
  if (!meets(outer, walk.nodes[at])) return;
  bindings[outer.name] = {walk.nodes[at]};
  if (part == pattern.parts.size()) {
    if (at + 1 == walk.nodes.size()) finish(pattern, walk, bindings, out);
    return;
  }
  const Part& next = pattern.parts[part];
  if (next.group) {
    for (const auto& node : next.nodes) bindings[node.name] = {};
    for (const auto& step : next.steps) bindings[step.name] = {};
    return match_group(pattern, walk, part, at, 0, bindings, out);
  }
  const StepTest& step = next.steps.front();
  if (at == walk.relationships.size() || !meets(step, walk, at)) return;
  bindings[step.name] = {walk.relationships[at]};
  match_part(pattern, walk, part + 1, at + 1, bindings, out);
}

void PathModel::match_group(const Pattern& pattern, const Walk& walk, std::size_t part,
                            std::size_t at, int completed, Bindings& bindings,
                            std::vector<Match>& out) const {
  const Part& group = pattern.parts[part];
  if (completed >= group.lower) {
    Bindings copy = bindings;
    match_part(pattern, walk, part + 1, at, copy, out);
  }
  const std::size_t steps = group.steps.size();
  if (completed == group.upper.value_or(1'000) || at + steps > walk.relationships.size()) return;
  for (std::size_t i = 0; i < steps; ++i) {
    if (!meets(group.steps[i], walk, at + i)) return;
  }
  for (std::size_t i = 0; i <= steps; ++i) {
    if (!meets(group.nodes[i], walk.nodes[at + i])) return;
  }
  const auto k_at = [&](std::size_t i) {
    return nodes_[static_cast<std::size_t>(walk.nodes[i])].k;
  };
  if (group.rising && k_at(at) > k_at(at + steps)) return;
  Bindings copy = bindings;
  for (std::size_t i = 0; i < steps; ++i) {
    copy[group.steps[i].name].push_back(walk.relationships[at + i]);
  }
  for (std::size_t i = 0; i <= steps; ++i) {
    copy[group.nodes[i].name].push_back(walk.nodes[at + i]);
  }
  match_group(pattern, walk, part, at + steps, completed + 1, copy, out);
}

void PathModel::finish(const Pattern& pattern, const Walk& walk, const Bindings& bindings,
                       std::vector<Match>& out) const {
  std::vector<int> path = walk.nodes;
  path.push_back(-1);
  path.insert(path.end(), walk.relationships.begin(), walk.relationships.end());
  std::string text = list_text(path);
  for (const auto& [name, list] : names(pattern)) {
    const auto& bound = bindings.at(name);
    text += " | " + (list ? list_text(bound) : std::to_string(bound.front()));
  }
  out.push_back({walk.nodes.front(), walk.nodes.back(), static_cast<int>(walk.relationships.size()),
                 std::move(text)});
}

std::string PathModel::judge(const Pattern& pattern, std::vector<std::string> rows) const {
  // By pair of ends, in order of length.
  std::map<std::pair<int, int>, std::vector<Match>> partitions;
  for (auto& match : matches(pattern)) partitions[{match.start, match.end}].push_back(match);
  std::sort(rows.begin(), rows.end());
  for (auto& [ends, found] : partitions) {
    std::stable_sort(found.begin(), found.end(),
                     [](const Match& a, const Match& b) { return a.length < b.length; });
    int groups = 0;
    int length = -1;
    std::map<int, std::pair<int, int>> wanted;  // by length: rows wanted, rows there
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i].length != length) ++groups;
      length = found[i].length;
      const bool selected =
          pattern.selection == Selection::all ||
          (pattern.selection == Selection::groups ? groups <= pattern.count
                                                  : static_cast<int>(i) < pattern.count);
      if (!selected || (pattern.short_after && length >= 3)) continue;
      ++wanted[length].first;
    }
    for (const Match& match : found) {
      const auto row = std::lower_bound(rows.begin(), rows.end(), match.text);
      if (row == rows.end() || *row != match.text) continue;
      rows.erase(row);
      ++wanted[match.length].second;
    }
    for (const auto& [at, counts] : wanted) {
      if (counts.first == counts.second) continue;
      return std::to_string(counts.second) + " paths of length " + std::to_string(at) + " from " +
             std::to_string(ends.first) + " to " + std::to_string(ends.second) + ", not " +
             std::to_string(counts.first);
    }
  }
  return rows.empty() ? "" : "no match of the pattern: " + rows.front();
}

}  // namespace entente::testing
