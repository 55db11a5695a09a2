#include "ingest/import_readers/rdf_names.hpp"

#include <array>
#include <utility>

namespace entente::importing {
namespace {

/// Vocabularies that everybody writes with these prefixes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> well_known = {{
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"owl", "http://www.w3.org/2002/07/owl#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"dcat", "http://www.w3.org/ns/dcat#"},
    {"schema", "http://schema.org/"},
    {"schema", "https://schema.org/"},
    {"geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"},
    {"geosparql", "http://www.opengis.net/ont/geosparql#"},
    {"org", "http://www.w3.org/ns/org#"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"vcard", "http://www.w3.org/2006/vcard/ns#"},
    {"dbo", "http://dbpedia.org/ontology/"},
    {"wdt", "http://www.wikidata.org/prop/direct/"},
}};

}  // namespace

RdfNamer::RdfNamer(RdfNames rule, const std::map<std::string, std::string, std::less<>>& prefixes)
    : rule_(rule) {
  for (const auto& [prefix, space] : prefixes) prefixes_[space] = prefix;
}

void RdfNamer::declare(std::string_view prefix, std::string_view space) {
  if (!space.empty() && prefixes_.try_emplace(std::string(space), prefix).second) names_.clear();
}

std::string RdfNamer::make_name(std::string_view iri) const {
  if (rule_ == RdfNames::full) return std::string(iri);
  if (rule_ == RdfNames::local) {
    const std::size_t separator = iri.find_last_of("#/:");
    const bool last = separator == std::string_view::npos || separator + 1 == iri.size();
    return std::string(last ? iri : iri.substr(separator + 1));
  }
  std::string_view best_space;
  std::string_view best_prefix;
  const auto consider = [&](std::string_view prefix, std::string_view space) {
    if (iri.starts_with(space) && space.size() > best_space.size() && space.size() < iri.size()) {
      best_space = space;
      best_prefix = prefix;
    }
  };
  for (const auto& [space, prefix] : prefixes_) consider(prefix, space);
  for (const auto& [prefix, space] : well_known) consider(prefix, space);
  if (best_space.empty()) return std::string(iri);
  std::string name(best_prefix);
  if (!name.empty()) name += '_';
  return name.append(iri.substr(best_space.size()));
}

const std::string& RdfNamer::name(std::string_view iri) {
  const auto it = names_.find(iri);
  if (it != names_.end()) return it->second;
  return names_.emplace(std::string(iri), make_name(iri)).first->second;
}

}  // namespace entente::importing
