#pragma once

#include <map>
#include <string>
#include <string_view>

#include "entente/import.hpp"

namespace entente::importing {

/// Shortens the IRIs of classes and predicates to the names of labels, types and keys. Not
/// thread-safe.
class RdfNamer {
 public:
  /// `prefixes` (prefix to namespace) come before all others.
  RdfNamer(RdfNames rule, const std::map<std::string, std::string, std::less<>>& prefixes);

  /// A prefix that a file declares; counts unless its namespace has one already.
  void declare(std::string_view prefix, std::string_view space);
  /// The name of an IRI; the same for the same IRI as long as no prefix is declared. Good until the
  /// next call.
  const std::string& name(std::string_view iri);

 private:
  [[nodiscard]] std::string make_name(std::string_view iri) const;

  RdfNames rule_;
  /// Namespace to prefix.
  std::map<std::string, std::string, std::less<>> prefixes_;
  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace entente::importing
