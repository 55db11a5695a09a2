#pragma once

#include <memory>
#include <string>
#include <vector>

#include "entente/ingest.hpp"

namespace entente::ingest {

/// Adds entities and claims from lines that a program wrote (ingest/EXTRACTORS.md) to an
/// extraction.
class AnswerReader {
 public:
  /// `program` becomes the first part of the rules' names.
  AnswerReader(std::string program, Extraction& extraction)
      : program_(std::move(program)), extraction_(extraction) {}

  /// Takes one line. True if it was the last one of the document. Errors: input_error for whatever
  /// the protocol does not allow, with the reason.
  Result<bool> take(const std::string& line);
  /// Puts what was taken into the extraction; until then that is as it was. Errors: input_error for
  /// a claim about an entity that nobody knows.
  Status finish();

 private:
  std::string program_;
  Extraction& extraction_;
  std::vector<ExtractedEntity> entities_;
  std::vector<ExtractedClaim> claims_;
};

/// The programs of IngestOptions::extractors, each of which runs once and is given document after
/// document. A program that fails, answers wrongly or not in time is ended, and started anew for
/// the next document. For one thread.
class ExternalExtractors {
 public:
  explicit ExternalExtractors(const IngestOptions& options);
  ExternalExtractors(const ExternalExtractors&) = delete;
  ExternalExtractors& operator=(const ExternalExtractors&) = delete;
  ~ExternalExtractors();

  /// Adds to `extraction` what the programs find in its text. Errors: io_error if a program cannot
  /// be started or ends early, timeout, input_error for a wrong answer; the name of the program is
  /// in the message.
  Status add_to(Extraction& extraction);

 private:
  class Program;
  const IngestOptions& options_;
  std::vector<std::unique_ptr<Program>> programs_;
};

/// The line that tells a program about a document, ended by '\n'.
std::string document_request(const Extraction& extraction);

}  // namespace entente::ingest
