#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/relations/frame.hpp"

namespace entente::ingest {

/// A word of a line of a frame file, with the column (from 1) at which it, or the macro that it
/// comes from, stands.
struct FrameWord {
  std::string text;
  std::size_t column = 1;
};

/// A line of a frame file, for messages.
struct FrameLine {
  std::string_view source;
  std::size_t number = 0;

  /// input_error "source:line:column: what".
  [[nodiscard]] Error error(std::size_t column, std::string_view what, std::string hint = {}) const;
};

/// What lines of frame files define for the lines after them.
class FrameNames {
 public:
  struct Group {
    std::uint32_t types = 0;
    bool seats = false;
    bool officials = false;
  };
  struct Relation {
    bool symmetric = false;
  };

  explicit FrameNames(const WordClasses& classes) : classes_(&classes) {}

  [[nodiscard]] const WordClasses& classes() const { return *classes_; }

  /// "group NAME = Type …".
  Status define_group(const FrameLine& line, const std::vector<FrameWord>& words);
  /// "macro NAME = elements".
  Status define_macro(const FrameLine& line, const std::vector<FrameWord>& words);
  /// "relation NAME [symmetric]": a relation that is not built in.
  Status define_relation(const FrameLine& line, const std::vector<FrameWord>& words);

  /// The relation of that name, built in or defined.
  [[nodiscard]] Result<Relation> relation(const FrameLine& line, const FrameWord& name) const;
  /// The words of a line with macros replaced by what they stand for.
  [[nodiscard]] Result<std::vector<FrameWord>> expand(const FrameLine& line,
                                                      const std::vector<FrameWord>& words) const;
  /// Reads "<name:Type|Group/flag>".
  Status read_slot(const FrameLine& line, const FrameWord& word, std::string& name,
                   SlotFilter& filter) const;

 private:
  Status add_type(const FrameLine& line, const FrameWord& word, Group& group) const;

  const WordClasses* classes_;
  std::map<std::string, Group, std::less<>> groups_;
  std::map<std::string, std::vector<FrameWord>, std::less<>> macros_;
  std::map<std::string, Relation, std::less<>> relations_;
};

/// Cuts a line at its spaces.
std::vector<FrameWord> frame_words(std::string_view line);

/// Reads an indented line of elements. Errors: input_error.
Result<Pattern> read_pattern(const FrameNames& names, const FrameLine& line,
                             const std::vector<FrameWord>& words);

/// True for lines that begin with "verb", "noun" or "adjective".
bool is_predication_line(const std::vector<FrameWord>& words);
/// Reads such a line. Errors: input_error.
Result<PredicationPattern> read_predication_pattern(const FrameNames& names, const FrameLine& line,
                                                    const std::vector<FrameWord>& words);

}  // namespace entente::ingest
