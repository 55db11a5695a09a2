#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "entente/ingest.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// A document of prose, ready to be split.
struct SourceDocument {
  std::string id;
  std::string title;
  /// ISO 8601 or empty.
  std::string date;
  std::string source;
  /// Who wrote it; several with commas between them.
  std::string author;
  DocumentFormat format = DocumentFormat::text;
  /// The text is not the bytes of the input but was made from them.
  bool converted = false;
  /// The text that offsets of claims refer to.
  std::string text;
  /// The same bytes with markup blanked out by spaces, so that offsets stay true; empty if the text
  /// has no markup.
  std::string masked;
  /// What is to be read, boilerplate left out.
  std::vector<TextBlock> blocks;

  [[nodiscard]] std::string_view readable() const {
    return masked.empty() ? std::string_view(text) : std::string_view(masked);
  }
};

using TextProperties = std::vector<std::pair<std::string, std::string>>;

/// A row of a table of entities.
struct TableEntity {
  std::string name;
  std::string type;
  std::vector<std::string> aliases;
  TextProperties properties;
  TextSpan row;
  std::uint32_t line = 0;
};

/// A row of a table of relations.
struct TableRelation {
  std::string source;
  std::string source_type;
  std::string relation;
  std::string target;
  std::string target_type;
  double confidence = 1;
  std::string modality;
  std::string speaker;
  std::string valid_from;
  std::string valid_to;
  std::string sentence;
  TextProperties qualifiers;
  TextSpan row;
  std::uint32_t line = 0;
};

/// A table; the whole file is one document.
struct TableDocument {
  std::string id;
  std::string title;
  std::string text;
  std::vector<TableEntity> entities;
  std::vector<TableRelation> relations;
};

/// What a reader made of an input or of a part of it.
using ReadItem = std::variant<SourceDocument, TableDocument, SkippedInput>;

}  // namespace entente::ingest
