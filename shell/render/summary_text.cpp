#include "shell/render/summary_text.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "shell/base/units.hpp"

namespace entente::shell {
namespace {

std::string listed(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

class Phrases {
 public:
  void begin(std::string_view verb) {
    end();
    verb_ = verb;
  }
  void add(std::uint64_t count, std::string_view word, std::string_view plural = {}) {
    if (count > 0) parts_.push_back(counted(count, word, plural));
  }
  void end() {
    if (!parts_.empty()) phrases_.push_back(std::string(verb_) + " " + listed(parts_));
    parts_.clear();
  }
  [[nodiscard]] std::string sentence() {
    end();
    std::string out;
    for (const std::string& phrase : phrases_) out += (out.empty() ? "" : ", ") + phrase;
    if (out.empty()) return out;
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out + ".";
  }

 private:
  std::string_view verb_;
  std::vector<std::string> parts_;
  std::vector<std::string> phrases_;
};

}  // namespace

std::string summary_text(const QueryCounters& counters) {
  Phrases phrases;
  phrases.begin("created");
  phrases.add(counters.nodes_created, "node");
  phrases.add(counters.relationships_created, "relationship");
  phrases.begin("deleted");
  phrases.add(counters.nodes_deleted, "node");
  phrases.add(counters.relationships_deleted, "relationship");
  phrases.begin("set");
  phrases.add(counters.properties_set, "property", "properties");
  phrases.begin("added");
  phrases.add(counters.labels_added, "label");
  phrases.add(counters.indexes_added, "index", "indexes");
  phrases.add(counters.constraints_added, "constraint");
  phrases.begin("removed");
  phrases.add(counters.labels_removed, "label");
  phrases.add(counters.indexes_removed, "index", "indexes");
  phrases.add(counters.constraints_removed, "constraint");
  phrases.begin("committed");
  phrases.add(counters.transactions_committed, "transaction");
  return phrases.sentence();
}

}  // namespace entente::shell
