#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/import.hpp"
#include "entente/result.hpp"

namespace entente::importing {

enum class RdfTermKind : std::uint8_t { iri, blank, literal };

/// A term of a statement; the views are good during the call they are given to.
struct RdfTerm {
  RdfTermKind kind = RdfTermKind::iri;
  /// The whole IRI, the label of a blank node, or the lexical form of a literal, UTF-8.
  std::string_view text;
  /// Literals: the IRI of the datatype, empty if none is written; the language in lower case.
  std::string_view datatype;
  std::string_view language;
};

struct RdfStatement {
  RdfTerm subject;
  std::string_view predicate;
  RdfTerm object;
};

/// Where the parser is.
struct RdfPlace {
  /// Line on which the statement ends, from 1, and its text (at most 64 KB).
  std::uint64_t line = 1;
  std::string_view text;
};

/// Takes what a file says. An error ends the parsing.
class RdfHandler {
 public:
  virtual ~RdfHandler() = default;
  /// Why the statement cannot be used, which then goes to mistake(); nothing if it can.
  virtual Result<std::optional<std::string>> statement(const RdfStatement& statement) = 0;
  virtual Status prefix(std::string_view name, std::string_view iri) = 0;
  /// A statement that cannot be used, or a line that is none in formats with a statement on each
  /// line; parsing goes on behind it.
  virtual Status mistake(std::string_view reason, const RdfPlace& place) = 0;
  /// Called every few thousand statements at most.
  virtual Status advance(std::uint64_t position_on_disk) = 0;
};

/// Parses an RDF file: N-Triples, N-Quads, Turtle or TriG; names of graphs are left out. Returns
/// the bytes read. Errors: input_error naming file and line for Turtle and TriG that is not well
/// formed (nobody can tell where the next statement begins), those of the handler, not_found,
/// io_error.
Result<std::uint64_t> parse_rdf(const std::string& path, ImportFormat format, RdfHandler& handler);

}  // namespace entente::importing
