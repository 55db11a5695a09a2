#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "entente/ingest.hpp"
#include "ingest/text/utf8.hpp"

namespace entente {

namespace {

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

/// Kinds of names that are shown alike; colour is never all that tells them apart.
std::string_view colour_class(std::string_view type) {
  if (type == "Person") return "person";
  for (const std::string_view place : {"Country", "HistoricalState", "Bloc", "Region", "City",
                                       "Waterway", "Facility", "Pipeline"}) {
    if (type == place) return "place";
  }
  if (type == "Organization" || type == "Company" || type == "Fund") return "organization";
  if (type == "Date" || type == "Money" || type == "Currency") return "value";
  return "thing";
}

std::string_view name_of(std::string_view id) { return id.substr(id.find(':') + 1); }

/// A stretch of text to be marked; it may stand for several entities.
struct Mark {
  TextSpan span;
  std::vector<std::string_view> entities;
};

/// Marks in order and without overlaps: where names overlap the first, and of those the longest,
/// wins.
std::vector<Mark> marks_of(const Extraction& extraction) {
  std::vector<Mark> marks;
  for (const ExtractedMention& mention : extraction.mentions) {
    if (!marks.empty() && marks.back().span == mention.span) {
      marks.back().entities.push_back(mention.entity);
    } else {
      marks.push_back({mention.span, {mention.entity}});
    }
  }
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::uint64_t end = 0;
  std::erase_if(marks, [&](const Mark& mark) {
    if (mark.span.begin < end) return true;
    end = mark.span.end;
    return false;
  });
  return marks;
}

class HtmlPrinter {
 public:
  explicit HtmlPrinter(const Extraction& extraction)
      : extraction_(extraction), marks_(marks_of(extraction)) {
    for (const ExtractedEntity& entity : extraction.entities) types_[entity.id] = entity.type;
    blocks_ = extraction.blocks;
    // Tables have rows instead of paragraphs.
    if (blocks_.empty()) {
      for (const auto& sentence : extraction.sentences) blocks_.push_back({sentence.span, false});
    }
  }

  std::string run() {
    head();
    out_ += "<div class=\"text\">\n";
    std::size_t sentence = 0;
    for (const ExtractedBlock& block : blocks_) {
      const std::size_t first = sentence;
      while (sentence < extraction_.sentences.size() &&
             extraction_.sentences[sentence].span.begin < block.span.end) {
        ++sentence;
      }
      out_ += "<div class=\"row\">";
      paragraph(block, first, sentence);
      claims(first, sentence);
      out_ += "</div>\n";
    }
    out_ += "</div>\n";
    entities();
    out_ += "</article>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const Extraction& e = extraction_;
    const std::string title = e.title.empty() ? e.document : e.title;
    out_ += fmt::format("<article>\n<header><h2>{}</h2>\n<p class=\"about\">{}", escape(title),
                        escape(e.document));
    for (const std::string* part : {&e.source, &e.author, &e.date}) {
      if (!part->empty()) out_ += " · " + escape(*part);
    }
    out_ += fmt::format(" · {} sentences, {} entities, {} claims</p></header>\n",
                        e.sentences.size(), e.entities.size(), e.claims.size());
  }

  void paragraph(const ExtractedBlock& block, std::size_t first, std::size_t last) {
    const char* element = block.heading ? "h3" : "p";
    out_ += fmt::format("<{}>", element);
    std::uint64_t at = block.span.begin;
    for (std::size_t s = first; s < last; ++s) {
      const ExtractedSentence& sentence = extraction_.sentences[s];
      words(at, sentence.span.begin);
      out_ += fmt::format("<span class=\"sentence\" data-sentence=\"{}\">", sentence.index);
      words(sentence.span.begin, sentence.span.end);
      out_ += "</span>";
      at = sentence.span.end;
    }
    words(at, block.span.end);
    out_ += fmt::format("</{}>", element);
  }

  /// The text of a stretch, its names marked.
  void words(std::uint64_t begin, std::uint64_t end) {
    if (begin >= end) return;
    const std::string_view text = extraction_.text;
    while (mark_ < marks_.size() && marks_[mark_].span.begin < begin) ++mark_;
    for (; mark_ < marks_.size() && marks_[mark_].span.end <= end; ++mark_) {
      const Mark& mark = marks_[mark_];
      out_ += escape(text.substr(begin, mark.span.begin - begin));
      std::string names;
      for (const std::string_view id : mark.entities) {
        names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", name_of(id), type_of(id));
      }
      const std::string_view type = type_of(mark.entities.front());
      out_ += fmt::format("<mark class=\"{}\" title=\"{}\" data-type=\"{}\">{}</mark>",
                          colour_class(type), escape(names), escape(type),
                          escape(text.substr(mark.span.begin, mark.span.end - mark.span.begin)));
      begin = mark.span.end;
    }
    out_ += escape(text.substr(begin, end - begin));
  }

  /// What the sentences of a paragraph state.
  void claims(std::size_t first, std::size_t last) {
    std::string items;
    for (std::size_t s = first; s < last; ++s) {
      const std::uint32_t index = extraction_.sentences[s].index;
      for (;
           claim_ < extraction_.claims.size() && extraction_.claims[claim_].sentence_index < index;
           ++claim_) {
      }
      for (;
           claim_ < extraction_.claims.size() && extraction_.claims[claim_].sentence_index == index;
           ++claim_) {
        items += claim(extraction_.claims[claim_]);
      }
    }
    if (items.empty()) return;
    out_ +=
        fmt::format("\n<aside aria-label=\"Claims of this paragraph\"><ul>{}</ul></aside>", items);
  }

  static std::string claim(const ExtractedClaim& claim) {
    std::string details;
    const auto add = [&](std::string_view key, std::string_view value) {
      if (value.empty()) return;
      details += fmt::format("{}{}: {}", details.empty() ? "" : ", ", escape(key), escape(value));
    };
    if (claim.modality != "stated") add("modality", claim.modality);
    add("speaker", claim.speaker);
    add("from", claim.valid_from);
    add("to", claim.valid_to);
    for (const auto& [key, value] : claim.qualifiers) add(key, value);
    std::string item = fmt::format("<li title=\"{}\"><b>{}</b> <code>{}</code> <b>{}</b>",
                                   escape(claim.sentence), escape(name_of(claim.subject)),
                                   escape(claim.relation), escape(name_of(claim.object)));
    if (!details.empty()) item += fmt::format(" <i>{}</i>", details);
    return item +
           fmt::format(" <small>{:.2f} {}</small></li>", claim.confidence, escape(claim.rule));
  }

  /// All entities by type, closed until somebody wants them.
  void entities() {
    std::map<std::string_view, std::vector<const ExtractedEntity*>> by_type;
    for (const ExtractedEntity& entity : extraction_.entities) {
      by_type[entity.type].push_back(&entity);
    }
    if (by_type.empty()) return;
    out_ += "<details><summary>Entities</summary><dl>\n";
    for (const auto& [type, members] : by_type) {
      out_ += fmt::format("<dt>{}</dt><dd>", escape(type));
      for (const ExtractedEntity* entity : members) {
        out_ +=
            fmt::format("<mark class=\"{}\">{}</mark> ", colour_class(type), escape(entity->name));
        std::string aliases;
        for (const std::string& alias : entity->aliases) {
          aliases += (aliases.empty() ? "" : ", ") + escape(alias);
        }
        if (!aliases.empty()) out_ += fmt::format("<small>({})</small> ", aliases);
      }
      out_ += "</dd>\n";
    }
    out_ += "</dl></details>\n";
  }

  std::string_view type_of(std::string_view id) const {
    const auto found = types_.find(id);
    return found == types_.end() ? id.substr(0, id.find(':')) : std::string_view(found->second);
  }

  const Extraction& extraction_;
  std::vector<Mark> marks_;
  std::vector<ExtractedBlock> blocks_;
  std::map<std::string, std::string, std::less<>> types_;
  std::string out_;
  std::size_t mark_ = 0;
  std::size_t claim_ = 0;
};

}  // namespace

std::string to_html(const Extraction& extraction) { return HtmlPrinter(extraction).run(); }

std::string html_page_begin() {
  return R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Entities and claims</title>
<style>
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --faint: #595959;
  --line: #d0d0d0; --person: #ffe3b3; --place: #cde9ff; --organization: #e4d9ff;
  --value: #d6f2d0; --thing: #ffd9e0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #eee; --page: #161616; --faint: #b0b0b0; --line: #444; --person: #5a4210;
    --place: #123f5c; --organization: #3d2d66; --value: #1f4a1a; --thing: #5c2230; } }
body { color: var(--text); background: var(--page); font: 1rem/1.55 Georgia, serif;
  max-width: 76rem; margin: 0 auto; padding: 1rem; }
article { border-top: 2px solid var(--line); margin-top: 2rem; }
.about, small, i { color: var(--faint); }
.about, aside, dl, .legend { font-family: system-ui, sans-serif; font-size: .875rem; }
.row { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
  gap: 0 1.5rem; }
.row > p, .row > h3 { margin: .4rem 0; overflow-wrap: anywhere; }
aside { border-left: 3px solid var(--line); padding-left: .75rem; margin: .4rem 0; }
aside ul { list-style: none; margin: 0; padding: 0; }
aside li { margin-bottom: .4rem; overflow-wrap: anywhere; }
code { font-size: .8125rem; }
mark { color: inherit; border-radius: .2em; padding: 0 .15em; }
mark.person { background: var(--person); border-bottom: 2px solid; }
mark.place { background: var(--place); border-bottom: 2px dotted; }
mark.organization { background: var(--organization); border-bottom: 2px dashed; }
mark.value { background: var(--value); }
mark.thing { background: var(--thing); border-bottom: 2px double; }
dt { font-weight: bold; margin-top: .5rem; }
@media (max-width: 48rem) { .row { display: block; } }
</style>
</head>
<body>
<main>
<h1>Entities and claims</h1>
<p class="legend">Marked are <mark class="person">persons</mark>, <mark class="place">places</mark>,
<mark class="organization">organizations</mark>, <mark class="value">dates and sums</mark> and
<mark class="thing">other things</mark>; what stands beside a paragraph is what it states.</p>
)";
}

std::string html_page_end() { return "</main>\n</body>\n</html>\n"; }

}  // namespace entente
