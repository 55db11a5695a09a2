#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/document.hpp"

namespace entente::ingest {

/// Cuts `text` into paragraphs. Lines are paragraphs of their own unless the text looks
/// hard-wrapped, in which case only empty lines separate paragraphs.
std::vector<TextBlock> find_paragraphs(std::string_view text);

/// Leaves out what is not part of the article: menus, paths of pages, teasers, credits, newsletter
/// prompts, disclaimers and what follows them, paragraphs that are repeated or cut off with an
/// ellipsis. The phrases that betray them are data: readers/data/boilerplate.txt.
std::vector<TextBlock> drop_boilerplate(std::string_view text, std::vector<TextBlock> blocks);

/// Title: the first heading, or else the beginning of the first paragraph.
std::string guess_title(std::string_view text, const std::vector<TextBlock>& blocks);

/// The date at the head of an article ("Published: 16 May 2024", "MOSCOW, June 5, 2019 —"), ISO
/// 8601, or empty. Dates inside the prose are not taken: they are seldom the day of publication.
std::string guess_date(std::string_view text, const std::vector<TextBlock>& blocks);

/// Takes bylines ("By Jane Doe"), lines with nothing but the date, and datelines ("MOSCOW, June 5
/// (Agency) — ") out of the document's blocks, and author and source from them where those are not
/// known.
void read_article_head(SourceDocument& document);

/// Takes out what the end of an article says of its author ("Jane Doe is a fellow at …").
void drop_author_notes(SourceDocument& document);

/// Fills blocks, title, date, author and source of a document whose text (and mask) are set; what
/// is known already stays.
void finish_document(SourceDocument& document, std::vector<TextBlock> paragraphs);

}  // namespace entente::ingest
