#include "ingest/pipeline/extract.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/readers/reader.hpp"

namespace entente::ingest {

namespace {

/// A file of frames is written by people.
constexpr std::size_t frame_bytes_max = 4U << 20U;

}  // namespace

Result<std::shared_ptr<const FrameSet>> load_frames(const IngestOptions& options) {
  std::vector<std::pair<std::string, std::string>> sources;
  for (const std::string& path : options.frames) {
    ENTENTE_ASSIGN(InputFile file, InputFile::open(path));
    ENTENTE_ASSIGN(std::string bytes, file.read_all(frame_bytes_max));
    ENTENTE_ASSIGN(DecodedText decoded, decode_text(path, std::move(bytes), {}));
    sources.emplace_back(path, std::move(decoded.text));
  }
  return FrameSet::with(sources);
}

Result<ReadingTools> load_reading_tools(const IngestOptions& options) {
  ReadingTools tools;
  ENTENTE_ASSIGN(tools.frames, load_frames(options));
  ENTENTE_ASSIGN(tools.model, model::english_model());
  return tools;
}

}  // namespace entente::ingest
