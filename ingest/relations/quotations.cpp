#include "ingest/relations/quotations.hpp"

#include "ingest/relations/modality.hpp"

namespace entente::ingest {

namespace {

/// How a sentence stands to quotation marks.
struct Quoting {
  /// It begins inside a quotation, or with one.
  bool within = false;
  bool begins = false;
  /// A quotation goes on behind it.
  bool open_at_end = false;
  /// A mark stands in it.
  bool any = false;
};

class QuotationReader {
 public:
  QuotationReader(const SplitText& text, std::span<const std::optional<SentenceView>> views)
      : text_(text),
        views_(views),
        quoting_(text.sentences.size()),
        speakers_(text.sentences.size()) {}

  std::vector<std::string> run() {
    read_marks();
    for (std::size_t s = 0; s < speakers_.size(); ++s) {
      if (views_[s]) speakers_[s] = find_speaker(*views_[s]);
    }
    for (std::size_t s = 0; s < speakers_.size(); ++s) {
      if (speakers_[s].empty()) speakers_[s] = speaker_around(s);
    }
    return std::move(speakers_);
  }

 private:
  /// Straight marks open and close in turn; a paragraph closes what it has opened, as a quotation
  /// that goes on is opened again.
  void read_marks() {
    bool open = false;
    for (std::size_t s = 0; s < quoting_.size(); ++s) {
      const Sentence& sentence = text_.sentences[s];
      if (s == 0 || sentence.block != text_.sentences[s - 1].block) open = false;
      Quoting& quoting = quoting_[s];
      quoting.within = open;
      for (auto i = sentence.first_token; i < sentence.last_token; ++i) {
        const std::string& form = text_.tokens[i].form;
        const bool straight = form == "\"";
        if (form == "“" || (straight && !open)) {
          open = true;
          quoting.any = true;
          quoting.begins = quoting.begins || i == sentence.first_token;
        } else if (form == "”" || straight) {
          open = false;
          quoting.any = true;
        }
      }
      quoting.open_at_end = open;
    }
  }

  [[nodiscard]] bool same_block(std::size_t a, std::size_t b) const {
    return text_.sentences[a].block == text_.sentences[b].block;
  }

  [[nodiscard]] std::string speaker_around(std::size_t s) const {
    const Quoting& quoting = quoting_[s];
    // Sentences before are done, so what is said of the first goes on to the last.
    const bool goes_on = quoting.within || quoting.begins;
    if (goes_on && s > 0 && same_block(s, s - 1)) {
      const bool quoted_before = quoting_[s - 1].any || quoting_[s - 1].within;
      if (quoted_before && !speakers_[s - 1].empty()) return speakers_[s - 1];
    }
    for (std::size_t next = s; quoting_[next].open_at_end && next + 1 < speakers_.size();) {
      ++next;
      if (!same_block(s, next)) break;
      if (!speakers_[next].empty()) return speakers_[next];
    }
    return {};
  }

  const SplitText& text_;
  std::span<const std::optional<SentenceView>> views_;
  std::vector<Quoting> quoting_;
  std::vector<std::string> speakers_;
};

}  // namespace

std::vector<std::string> speakers_of_sentences(const SplitText& text,
                                               std::span<const std::optional<SentenceView>> views) {
  return QuotationReader(text, views).run();
}

}  // namespace entente::ingest
