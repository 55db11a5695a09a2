#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/export.hpp"
#include "entente/result.hpp"

namespace entente {

/// What is in files of frames: the rules by which relations are found in sentences. Their language
/// is described in ingest/relations/data/README.md.
struct FrameCounts {
  std::size_t frames = 0;
  /// Lines over predications, and over words.
  std::size_t predications = 0;
  std::size_t patterns = 0;
  /// Relations that the frames state, sorted; those that are not built in.
  std::vector<std::string> relations;
  std::vector<std::string> own_relations;
};

/// Checks files of frames, each with what the built-in frames and the files before it define.
/// Errors: not_found for a file that cannot be read; input_error for the first mistake, as
/// "file:line:column: what" with a hint. Any thread.
ENTENTE_API Result<FrameCounts> check_frames(const std::vector<std::string>& paths);

/// Tells, for people who write frames, how a text is read: names, predications with their places,
/// for each line of the files whose words begin to match what it lacks, and the claims (of the
/// built-in frames too). Errors: those of check_frames() and of loading the language model.
ENTENTE_API Result<std::string> explain_frames(const std::vector<std::string>& paths,
                                               std::string_view text);

}  // namespace entente
