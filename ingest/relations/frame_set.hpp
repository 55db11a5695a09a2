#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/result.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/relations/frame.hpp"
#include "ingest/relations/frame_names.hpp"

namespace entente::ingest {

/// One line of a frame, found by one of its words.
struct FrameUse {
  std::uint32_t frame = 0;
  /// Number in Frame::patterns or Frame::predications.
  std::uint32_t line = 0;
  /// Of predications: number in PredicationPattern::triggers.
  std::uint32_t trigger = 0;

  friend auto operator<=>(const FrameUse&, const FrameUse&) = default;
};

/// Frames of one or more sources, indexed by the words that their lines need. Immutable once made;
/// any thread may read.
class FrameSet {
 public:
  /// The compiled-in frames.
  static std::shared_ptr<const FrameSet> built_in();
  /// The compiled-in frames and those of a user's texts (name of the source, content), which may
  /// use the groups and macros of all before them. Errors: input_error with source, line, column.
  static Result<std::shared_ptr<const FrameSet>> with(
      const std::vector<std::pair<std::string, std::string>>& sources);
  /// Frames of one text alone.
  static Result<FrameSet> parse(std::string_view source, std::string_view text,
                                const WordClasses& classes);

  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
  /// How many of them, the first ones, are compiled in.
  [[nodiscard]] std::size_t built_in_count() const { return built_in_count_; }
  /// The user's texts that were added to the compiled-in frames.
  [[nodiscard]] const std::vector<std::string>& own_texts() const { return own_texts_; }

  /// Lines for predications of a kind that a head of this form may begin, in order.
  [[nodiscard]] const std::vector<FrameUse>& predications(Predication::Kind kind,
                                                          const std::string& form) const;
  /// Patterns over words that can only match where this form stands, in order.
  [[nodiscard]] const std::vector<FrameUse>& patterns(const std::string& form) const;
  /// Patterns that need no certain word.
  [[nodiscard]] const std::vector<FrameUse>& patterns_anywhere() const { return anywhere_; }

 private:
  explicit FrameSet(const WordClasses& classes) : names_(classes) {}
  Status add(std::string_view source, std::string_view text);
  Status add_head(const FrameLine& line, const std::vector<FrameWord>& words);
  Status add_frame(const FrameLine& line, const std::vector<FrameWord>& words);
  Status add_line(const FrameLine& line, const std::vector<FrameWord>& words);
  void make_index();

  using Index = std::unordered_map<std::string, std::vector<FrameUse>>;

  FrameNames names_;
  std::vector<Frame> frames_;
  std::size_t built_in_count_ = 0;
  std::vector<std::string> own_texts_;
  Index by_head_[3];
  Index by_word_;
  std::vector<FrameUse> anywhere_;
};

}  // namespace entente::ingest
