#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "entente/frames.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/pipeline/read_prose.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/relations/extractor.hpp"
#include "ingest/relations/predication_matcher.hpp"

namespace entente {

namespace {

using namespace ingest;  // NOLINT: this file is one step of it, behind a public function.

IngestOptions options_with(const std::vector<std::string>& paths) {
  IngestOptions options;
  options.frames = paths;
  return options;
}

std::string_view word_of(Predication::Kind kind) {
  switch (kind) {
    case Predication::Kind::verb: return "verb";
    case Predication::Kind::noun: return "noun";
    case Predication::Kind::adjective: return "adjective";
  }
  return "verb";
}

/// The name of a place as frames write it.
std::string place_of(const Argument& argument) {
  switch (argument.role) {
    case Role::subject: return "subj";
    case Role::object: return "obj";
    case Role::indirect_object: return "iobj";
    case Role::oblique: return argument.marker.empty() ? "bare" : std::string(argument.marker);
    case Role::possessor: return "poss";
    case Role::modifier: return "mod";
    case Role::apposition: return "appos";
    case Role::complement: return "comp";
    case Role::predicate_noun: return "pred";
  }
  return "";
}

/// One text on its way from words to claims.
class Explanation {
 public:
  /// `text` must outlive this.
  Explanation(const ReadingTools& tools, std::string_view text)
      : tools_(tools), reading_(read_prose(text, {{0, text.size(), false}}, *tools.model)) {}

  std::string run() {
    add_names();
    add_predications();
    add_claims();
    return std::move(out_);
  }

 private:
  std::string words(std::uint32_t first, std::uint32_t last) const {
    const auto& tokens = reading_.split.tokens;
    const auto begin = tokens[first].begin;
    return std::string(reading_.split.text.substr(begin, tokens[last - 1].end - begin));
  }

  void add_names() {
    out_ += "names\n";
    for (const Mention& mention : reading_.resolved.mentions) {
      out_ += fmt::format("  {}: {}", words(mention.first_token, mention.last_token),
                          to_string(mention.type));
      for (const auto entity : mention.entities) {
        out_ += fmt::format(", {}", reading_.resolved.entities[entity].name);
      }
      out_ += '\n';
    }
  }

  void add_predications() {
    const PredicationMatcher matcher(reading_.split, reading_.parsed, reading_.predications,
                                     reading_.resolved, WordClasses::built_in());
    out_ += "predications\n";
    for (const Predication& p : reading_.predications) {
      out_ += fmt::format("  {} {}", word_of(p.kind), p.lemma);
      for (const Argument& argument : p.arguments) {
        out_ += fmt::format(" {}={}", place_of(argument), words(argument.head, argument.head + 1));
      }
      if (p.negated) out_ += " (negated)";
      if (p.former) out_ += " (former)";
      if (p.modality != Modality::asserted) out_ += fmt::format(" ({})", to_string(p.modality));
      out_ += '\n';
      add_lines(matcher, p);
    }
  }

  /// Lines whose words match; of the built-in ones, which are many, only those that match wholly.
  void add_lines(const PredicationMatcher& matcher, const Predication& p) {
    for (const FrameUse& use : matcher.candidates(*tools_.frames, p)) {
      const Frame& frame = tools_.frames->frames()[use.frame];
      const PredicationPattern& line = frame.predications[use.line];
      const std::size_t unfilled = matcher.first_unfilled(p, line);
      const bool matches = unfilled == line.places.size();
      if (!matches && use.frame < tools_.frames->built_in_count()) continue;
      out_ += fmt::format("    {} {}: ", line.written_at, frame.name);
      if (matches) {
        out_ += fmt::format("matches {}\n", frame.relation);
      } else {
        out_ += fmt::format("{} does not fit\n", line.places[unfilled].written);
      }
    }
  }

  void add_claims() {
    out_ += "claims\n";
    const auto claims =
        find_claims({reading_.split, reading_.parsed, reading_.predications}, reading_.resolved,
                    *tools_.frames, Gazetteer::built_in(), WordClasses::built_in());
    for (const FoundClaim& claim : claims) {
      out_ +=
          fmt::format("  {} {} {} ({}, {:.2f}, {}", reading_.resolved.entities[claim.subject].name,
                      claim.relation, reading_.resolved.entities[claim.object].name, claim.rule,
                      claim.confidence, claim.modality);
      for (const auto& [key, value] : claim.qualifiers) out_ += fmt::format(", {} {}", key, value);
      out_ += ")\n";
    }
  }

  const ReadingTools& tools_;
  ProseReading reading_;
  std::string out_;
};

}  // namespace

Result<FrameCounts> check_frames(const std::vector<std::string>& paths) {
  ENTENTE_ASSIGN(const auto set, load_frames(options_with(paths)));
  FrameCounts counts;
  std::set<std::string> relations;
  for (std::size_t i = set->built_in_count(); i < set->frames().size(); ++i) {
    const Frame& frame = set->frames()[i];
    ++counts.frames;
    counts.predications += frame.predications.size();
    counts.patterns += frame.patterns.size();
    relations.insert(frame.relation);
  }
  counts.relations.assign(relations.begin(), relations.end());
  std::copy_if(relations.begin(), relations.end(), std::back_inserter(counts.own_relations),
               [](const std::string& name) { return !is_known_relation(name); });
  return counts;
}

Result<std::string> explain_frames(const std::vector<std::string>& paths, std::string_view text) {
  constexpr std::size_t text_bytes_max = 64U << 10U;
  if (text.size() > text_bytes_max) {
    return Error::plain(ErrorClass::limit_exceeded,
                        fmt::format("a text to try has at most {} bytes", text_bytes_max));
  }
  ENTENTE_ASSIGN(const DecodedText decoded, decode_text("the text", std::string(text), {}));
  ENTENTE_ASSIGN(const ReadingTools tools, load_reading_tools(options_with(paths)));
  return Explanation(tools, decoded.text).run();
}

}  // namespace entente
