#include "query/syntax/foreign_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace entente::query {
namespace {

struct ForeignWord {
  std::string_view word;  // upper case
  std::string_view hint;
};

constexpr std::string_view transactions =
    "transactions belong to the session (:begin, :commit and :rollback in the shell), not to the "
    "language";
constexpr std::string_view administration =
    "there are no users, roles or several databases here; a database is a folder";
constexpr std::string_view labels_and_types =
    "write CALL db.labels(), CALL db.relationshipTypes() or CALL db.propertyKeys()";
constexpr std::string_view planner_hints =
    "the planner takes no hints; leave USING … out and look at EXPLAIN";

constexpr std::array foreign_words = {
    ForeignWord{"ALTER", administration},
    ForeignWord{"BEGIN", transactions},
    ForeignWord{"BETWEEN", "write 1 <= x <= 3"},
    ForeignWord{"COMMIT", transactions},
    ForeignWord{"DATABASE", administration},
    ForeignWord{"DATABASES", administration},
    ForeignWord{"DENY", administration},
    ForeignWord{"DESCRIBE", labels_and_types},
    ForeignWord{"ELIF", "write CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END"},
    ForeignWord{"ELSEIF", "write CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END"},
    ForeignWord{"EXCEPT", "write WHERE NOT EXISTS { … }"},
    ForeignWord{"FROM", "patterns say where to look: MATCH (n:Label) … RETURN n.key"},
    ForeignWord{"GRANT", administration},
    ForeignWord{"GROUP", "rows are grouped by the items beside the aggregates; leave GROUP BY out"},
    ForeignWord{"HAVING",
                "filter behind the aggregate: WITH n.key AS k, count(*) AS c WHERE c > 1"},
    ForeignWord{"ILIKE", "write toLower(x) CONTAINS 'part', or x =~ '(?i)pattern'"},
    ForeignWord{"INTERSECT", "write WHERE EXISTS { … }"},
    ForeignWord{"INTO", "write CREATE (:Label {key: value})"},
    ForeignWord{"JOIN", "relationships join: MATCH (a)-[:TYPE]->(b)"},
    ForeignWord{"LABELS", labels_and_types},
    ForeignWord{"LIKE", "write STARTS WITH, ENDS WITH or CONTAINS, or x =~ 'pattern'"},
    ForeignWord{"NULLS", "nulls come last when ascending, first when descending"},
    ForeignWord{"PERIODIC", "write CALL (row) { … } IN TRANSACTIONS OF 1000 ROWS"},
    ForeignWord{"REM", "comments begin with //"},
    ForeignWord{"RLIKE", "write x =~ 'pattern'"},
    ForeignWord{"ROLE", administration},
    ForeignWord{"ROLLBACK", transactions},
    ForeignWord{"SELECT", "write MATCH (n:Label) WHERE n.key = 1 RETURN n.key"},
    ForeignWord{"START", "write MATCH (n) WHERE elementId(n) = $id"},
    ForeignWord{"TABLE", "there are no tables: nodes have labels, CREATE (:Label {key: value})"},
    ForeignWord{"TABLES", labels_and_types},
    ForeignWord{"TOP", "write LIMIT 5 at the end"},
    ForeignWord{"TRUNCATE", "write MATCH (n:Label) DETACH DELETE n"},
    ForeignWord{"TYPES", labels_and_types},
    ForeignWord{"UNIQUE", "write MERGE, which creates what is not there yet"},
    ForeignWord{"UPDATE", "write MATCH (n:Label) … SET n.key = value"},
    ForeignWord{"UPSERT", "write MERGE (n:Label {key: value}) SET …"},
    ForeignWord{"USE", administration},
    ForeignWord{"USER", administration},
    ForeignWord{"USERS", administration},
    ForeignWord{"USING", planner_hints},
    ForeignWord{"VALUES", "write UNWIND [1, 2] AS x, or properties {key: value}"},
    ForeignWord{"VECTOR", "there are range, text, point, full-text and lookup indexes"},
    ForeignWord{"VIEW", "name intermediate results with WITH"},
};

constexpr std::array words_before = {
    ForeignWord{"FROM", "write MATCH (n:Label) … DELETE n"},
    ForeignWord{"IF", "write CASE WHEN condition THEN a ELSE b END"},
    ForeignWord{"TRANSACTION", "write IN TRANSACTIONS"},
};

constexpr std::size_t longest_word = 16;

template <std::size_t N>
std::string_view find_hint(const std::array<ForeignWord, N>& words, std::string_view word) {
  if (word.empty() || word.size() > longest_word) return {};
  std::array<char, longest_word> upper{};
  std::transform(word.begin(), word.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const std::string_view wanted(upper.data(), word.size());
  for (const ForeignWord& known : words) {
    if (known.word == wanted) return known.hint;
  }
  return {};
}

}  // namespace

std::string_view hint_for_foreign_word(std::string_view word) {
  return find_hint(foreign_words, word);
}

std::string_view hint_for_word_before(std::string_view word) {
  return find_hint(words_before, word);
}

}  // namespace entente::query
