#include "storage/graph/text_search.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>

#include "storage/format/key.hpp"
#include "storage/graph/text_entry.hpp"
#include "storage/text/analyzer.hpp"
#include "storage/text/matching.hpp"
#include "storage/text/query_parser.hpp"

namespace entente::storage {
namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr std::uint64_t max_postings = 10'000'000;
constexpr std::uint64_t interruption_interval = 4096;
// How many of the words near a fuzzy one are looked for, the nearest first.
constexpr std::size_t max_fuzzy_terms = 50;

/// Elements with their scores, by ascending id.
using Scores = std::vector<TextHit>;
using Kind = TextQuery::Kind;
using Occurrence = TextQuery::Occurrence;

/// One term of one property in one element.
struct Posting {
  std::uint64_t element = 0;
  std::uint64_t length = 0;
  std::uint64_t frequency = 0;
};

double idf(std::uint64_t elements, std::uint64_t with_term) {
  const auto n = static_cast<double>(with_term);
  return std::log(1 + (static_cast<double>(elements) - n + 0.5) / (n + 0.5));
}

Scores add(const Scores& left, const Scores& right) {
  Scores sum;
  sum.reserve(std::max(left.size(), right.size()));
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() || r != right.end()) {
    if (r == right.end() || (l != left.end() && l->element < r->element)) {
      sum.push_back(*l++);
    } else if (l == left.end() || r->element < l->element) {
      sum.push_back(*r++);
    } else {
      sum.push_back({l->element, l++->score + r++->score});
    }
  }
  return sum;
}

/// Keeps those of `left` that are in `right` (or, inverted, are not); `bonus` adds right's scores.
Scores keep(const Scores& left, const Scores& right, bool inverted, bool bonus) {
  Scores kept;
  auto r = right.begin();
  for (const TextHit& hit : left) {
    while (r != right.end() && r->element < hit.element) ++r;
    const bool found = r != right.end() && r->element == hit.element;
    if (found == inverted) continue;
    kept.push_back({hit.element, hit.score + (bonus && found ? r->score : 0)});
  }
  return kept;
}

class TextSearch {
 public:
  TextSearch(const KvReader& reader, const IndexDefinition& definition, const Analyzer& analyzer,
             const std::vector<TextFieldStatistics>& fields, const TextSearchOptions& options)
      : reader_(reader),
        definition_(definition),
        analyzer_(analyzer),
        fields_(fields),
        options_(options) {}

  Result<Scores> run(const TextQuery& query) {
    if (query.kind == Kind::boolean) return run_boolean(query);
    Scores scores;
    for (std::uint32_t field = 0; field < fields_.size(); ++field) {
      if (!query.field.empty() && query.field != fields_[field].name) continue;
      // Nothing can be found in a property no element has.
      if (fields_[field].elements == 0) continue;
      ENTENTE_ASSIGN(const Scores found, run_in(query, field));
      scores = add(scores, found);
    }
    // All elements of the index score the same, however many of the properties they have.
    if (query.kind == Kind::all) {
      for (TextHit& hit : scores) hit.score = 1;
    }
    for (TextHit& hit : scores) hit.score *= query.boost;
    return scores;
  }

 private:
  Result<Scores> run_boolean(const TextQuery& query) {
    Scores optional;
    Scores forbidden;
    std::optional<Scores> required;
    for (const TextQuery::Clause& clause : query.clauses) {
      ENTENTE_ASSIGN(Scores scores, run(*clause.query));
      switch (clause.occurrence) {
        case Occurrence::should: optional = add(optional, scores); break;
        case Occurrence::must_not: forbidden = add(forbidden, scores); break;
        case Occurrence::must:
          required = required ? keep(*required, scores, false, true) : std::move(scores);
          break;
      }
    }
    if (required) {
      Scores with_bonus;
      const Scores& bonus = optional;
      auto o = bonus.begin();
      for (const TextHit& hit : *required) {
        while (o != bonus.end() && o->element < hit.element) ++o;
        const bool found = o != bonus.end() && o->element == hit.element;
        with_bonus.push_back({hit.element, hit.score + (found ? o->score : 0)});
      }
      optional = std::move(with_bonus);
    }
    Scores result = keep(optional, forbidden, true, false);
    for (TextHit& hit : result) hit.score *= query.boost;
    return result;
  }

  Result<Scores> run_in(const TextQuery& query, std::uint32_t field) {
    switch (query.kind) {
      case Kind::words: return run_words(query, field);
      case Kind::phrase: return run_phrase(query, field);
      case Kind::fuzzy: return run_fuzzy(query, field);
      case Kind::wildcard:
      case Kind::range:
      case Kind::all: return run_constant(query, field);
      case Kind::boolean: break;
    }
    return Scores();
  }

  Result<Scores> run_words(const TextQuery& query, std::uint32_t field) {
    Scores scores;
    for (const TextTerm& term : analyzer_.terms(query.text)) {
      ENTENTE_ASSIGN(const Scores found, score_term(field, term.term, 1));
      scores = add(scores, found);
    }
    return scores;
  }

  Result<Scores> score_term(std::uint32_t field, std::string_view term, double factor) {
    std::vector<Posting> postings;
    ENTENTE_TRY(read(TextKey::prefix(definition_.id, field, term), {},
                     [&](const TextKey& key, std::string_view value) -> Status {
                       Posting posting;
                       posting.element = key.element;
                       ENTENTE_ASSIGN(const TextPosting head,
                                      decode_text_posting_head(value, posting.frequency));
                       posting.length = head.length;
                       postings.push_back(posting);
                       return {};
                     }));
    return score(field, postings, factor * idf(fields_[field].elements, postings.size()));
  }

  [[nodiscard]] Scores score(std::uint32_t field, const std::vector<Posting>& postings,
                             double weight) const {
    const TextFieldStatistics& statistics = fields_[field];
    const double mean =
        static_cast<double>(statistics.terms) / static_cast<double>(statistics.elements);
    Scores scores;
    scores.reserve(postings.size());
    for (const Posting& posting : postings) {
      const auto frequency = static_cast<double>(posting.frequency);
      const double norm = k1 * (1 - b + b * static_cast<double>(posting.length) / mean);
      scores.push_back({posting.element, weight * frequency / (frequency + norm)});
    }
    return scores;
  }

  /// Elements with the first term are found by its postings, the others must stand beside it.
  Result<Scores> run_phrase(const TextQuery& query, std::uint32_t field) {
    const std::vector<TextTerm> terms = analyzer_.terms(query.text);
    if (terms.empty()) return Scores();
    if (terms.size() == 1) return score_term(field, terms.front().term, 1);
    std::map<std::uint64_t, TextPosting> starts;
    double weight = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      std::map<std::uint64_t, TextPosting> found;
      ENTENTE_TRY(read(TextKey::prefix(definition_.id, field, terms[i].term), {},
                       [&](const TextKey& key, std::string_view value) -> Status {
                         ENTENTE_ASSIGN(found[key.element], decode_text_posting(value));
                         return {};
                       }));
      weight += idf(fields_[field].elements, found.size());
      if (i == 0) {
        starts = std::move(found);
      } else {
        keep_followed(starts, found, terms[i].position - terms[0].position);
      }
    }
    std::vector<Posting> postings;
    for (const auto& [element, posting] : starts) {
      postings.push_back({element, posting.length, posting.positions.size()});
    }
    return score(field, postings, weight);
  }

  /// Keeps the places of the phrase's first word that have the next one `distance` behind.
  static void keep_followed(std::map<std::uint64_t, TextPosting>& starts,
                            const std::map<std::uint64_t, TextPosting>& next,
                            std::uint32_t distance) {
    for (auto start = starts.begin(); start != starts.end();) {
      auto& places = start->second.positions;
      const auto it = next.find(start->first);
      if (it == next.end()) {
        places.clear();
      } else {
        std::erase_if(places, [&](std::uint32_t place) {
          return !std::binary_search(it->second.positions.begin(), it->second.positions.end(),
                                     place + distance);
        });
      }
      start = places.empty() ? starts.erase(start) : std::next(start);
    }
  }

  Result<Scores> run_fuzzy(const TextQuery& query, std::uint32_t field) {
    const std::string word = analyzer_.normalise(query.text);
    const std::size_t length = character_count(word);
    std::vector<std::pair<unsigned, std::string>> near;
    ENTENTE_TRY(visit_terms(field, {}, [&](const std::string& term) {
      if (const auto edits = edits_between(word, term, query.edits))
        near.emplace_back(*edits, term);
      return true;
    }));
    std::sort(near.begin(), near.end());
    if (near.size() > max_fuzzy_terms) near.resize(max_fuzzy_terms);
    Scores scores;
    for (const auto& [edits, term] : near) {
      const double shorter = static_cast<double>(std::min(length, character_count(term)));
      const double factor = edits == 0 ? 1.0 : std::max(0.0, 1.0 - edits / std::max(1.0, shorter));
      if (factor == 0) continue;
      ENTENTE_ASSIGN(const Scores found, score_term(field, term, factor));
      scores = add(scores, found);
    }
    return scores;
  }

  /// Wildcards and ranges: every element with any of the terms scores 1.
  Result<Scores> run_constant(const TextQuery& query, std::uint32_t field) {
    std::string begin;
    std::function<bool(const std::string&)> matches;
    if (query.kind == Kind::wildcard) {
      const WildcardPattern pattern(
          query.text, [&](std::string_view text) { return analyzer_.normalise(text); });
      begin = pattern.literal_prefix();
      matches = [pattern](const std::string& term) { return pattern.matches(term); };
    } else if (query.kind == Kind::range) {
      matches = range_test(query);
    } else {
      matches = [](const std::string&) { return true; };
    }
    std::vector<std::uint64_t> elements;
    std::string last;
    bool wanted = false;
    bool first = true;
    ENTENTE_TRY(read(TextKey::term_prefix(definition_.id, field, begin), {},
                     [&](const TextKey& key, std::string_view) -> Status {
                       if (first || key.term != last) wanted = matches(key.term);
                       first = false;
                       last = key.term;
                       if (wanted) elements.push_back(key.element);
                       return {};
                     }));
    std::sort(elements.begin(), elements.end());
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
    Scores scores;
    scores.reserve(elements.size());
    for (const std::uint64_t element : elements) scores.push_back({element, 1});
    return scores;
  }

  [[nodiscard]] std::function<bool(const std::string&)> range_test(const TextQuery& query) const {
    const std::string lower = analyzer_.normalise(query.text);
    const std::string upper = analyzer_.normalise(query.upper);
    return [&query, lower, upper](const std::string& term) {
      if (query.has_lower && (query.includes_lower ? term < lower : term <= lower)) return false;
      return !query.has_upper || (query.includes_upper ? term <= upper : term < upper);
    };
  }

  /// Visits each different term of a property once, jumping over its postings.
  Status visit_terms(std::uint32_t field, std::string_view begin,
                     const std::function<bool(const std::string&)>& visit) {
    const std::string from = TextKey::term_prefix(definition_.id, field, begin);
    const std::string end = prefix_end(from);
    const auto it = reader_.scan(KeyFamily::text, {from, end}, ScanOrder::ascending);
    while (it->valid()) {
      ENTENTE_TRY(count_posting());
      ENTENTE_ASSIGN(const TextKey key, TextKey::decode(it->key()));
      if (!visit(key.term)) break;
      it->seek(prefix_end(TextKey::prefix(definition_.id, field, key.term)));
    }
    return it->status();
  }

  using PostingVisitor = std::function<Status(const TextKey& key, std::string_view value)>;
  Status read(const std::string& begin, std::string end, const PostingVisitor& visit) {
    if (end.empty()) end = prefix_end(begin);
    const auto it = reader_.scan(KeyFamily::text, {begin, end}, ScanOrder::ascending);
    for (; it->valid(); it->next()) {
      ENTENTE_TRY(count_posting());
      ENTENTE_ASSIGN(const TextKey key, TextKey::decode(it->key()));
      ENTENTE_TRY(visit(key, it->value()));
    }
    return it->status();
  }

  Status count_posting() {
    if (++postings_ > max_postings) {
      return Error::plain(
          ErrorClass::limit_exceeded,
          "the full-text query reads more than " + std::to_string(max_postings) + " postings",
          "ask for rarer words, or for a longer beginning before a *");
    }
    if (postings_ % interruption_interval != 0 || !options_.interrupted) return {};
    return options_.interrupted();
  }

  const KvReader& reader_;
  const IndexDefinition& definition_;
  const Analyzer& analyzer_;
  const std::vector<TextFieldStatistics>& fields_;
  const TextSearchOptions& options_;
  std::uint64_t postings_ = 0;
};

void take_page(std::vector<TextHit>& hits, const TextSearchOptions& options) {
  const auto better = [](const TextHit& x, const TextHit& y) {
    return x.score != y.score ? x.score > y.score : x.element < y.element;
  };
  const std::uint64_t size = hits.size();
  const std::uint64_t skip = std::min(options.skip, size);
  const std::uint64_t end = options.limit ? skip + std::min(*options.limit, size - skip) : size;
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(end), hits.end(),
                    better);
  hits.resize(end);
  hits.erase(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(skip));
}

}  // namespace

Result<std::vector<TextHit>> search_text(const KvReader& reader, const IndexDefinition& definition,
                                         const std::vector<TextFieldStatistics>& fields,
                                         std::string_view query, const TextSearchOptions& options) {
  const Analyzer* analyzer = find_analyzer(definition.analyzer);
  if (analyzer == nullptr) {
    return Error::plain(ErrorClass::schema_error,
                        "there is no analyzer '" + definition.analyzer + "'");
  }
  ENTENTE_ASSIGN(const auto parsed, parse_text_query(query));
  ENTENTE_ASSIGN(std::vector<TextHit> hits,
                 TextSearch(reader, definition, *analyzer, fields, options).run(*parsed));
  take_page(hits, options);
  return hits;
}

}  // namespace entente::storage
