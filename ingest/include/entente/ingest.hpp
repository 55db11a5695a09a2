#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/as_of.hpp"
#include "entente/error.hpp"
#include "entente/export.hpp"
#include "entente/result.hpp"

namespace entente {

class Database;

/// How an input is read. `automatic` decides by the ending of its name (.txt, .md/.markdown,
/// .html/.htm, .rss/.atom/.xml, .pdf, .eml, .jsonl/.ndjson, .csv) and by its first bytes; what is
/// nothing else is text. `feed` is RSS or Atom, `mail` a message with its header. ingest/READING.md
/// says what each makes of its input.
enum class DocumentFormat : std::uint8_t {
  automatic,
  text,
  markdown,
  json_lines,
  csv,
  html,
  feed,
  pdf,
  mail
};

/// The word for a format ("text", "markdown", "jsonl", "csv", "html", "feed", "pdf", "mail",
/// "automatic").
ENTENTE_API std::string_view to_string(DocumentFormat format);
/// Finds a format by its word; nullopt if there is no such format.
ENTENTE_API std::optional<DocumentFormat> document_format_from(std::string_view word);

/// How far an ingest has come; given to IngestOptions::progress.
struct IngestProgress {
  /// Inputs (files) finished and in all.
  std::size_t inputs_done = 0;
  std::size_t inputs_total = 0;
  /// Documents written, found unchanged or skipped so far; one input may hold many.
  std::size_t documents_done = 0;
  /// Bytes of the inputs finished so far and of all inputs.
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;
  /// The input that is being worked on.
  std::string_view input;
};

/// What became, or with IngestOptions::dry_run would become, of one document.
enum class DocumentOutcome : std::uint8_t { added, updated, unchanged, removed };

/// The word for an outcome ("added", …).
ENTENTE_API std::string_view to_string(DocumentOutcome outcome);

/// How documents are read and written. Every default is stated here.
struct IngestOptions {
  /// Reads every input in this format instead of deciding by its name.
  DocumentFormat format = DocumentFormat::automatic;
  /// The encoding of inputs without a byte order mark, by its IANA name ("windows-1252"), instead
  /// of finding it out. Not for JSON Lines, which are UTF-8 always.
  std::string encoding;
  /// Of the files in folders that are given, only those whose names, or paths in the folder, match
  /// one of these patterns (fnmatch: *, ?, [a-z]); without patterns, those whose endings say that
  /// they are documents. Files that are named themselves are always read.
  std::vector<std::string> include;
  /// Of the files in folders, not those that match one of these, whatever `include` says.
  std::vector<std::string> exclude;
  /// After a run, takes back the documents that earlier runs read from files which are gone: files
  /// inside of the given folders, or given themselves. Documents that lines of a given JSON Lines
  /// file held, and no line holds any more, go as well; items of feeds stay.
  bool prune = false;
  /// Writes nothing and extracts nothing: only reads, and reports what would be done.
  bool dry_run = false;
  /// Called, like `progress`, for every document that is not skipped. Only by ingest_…().
  std::function<void(std::string_view id, DocumentOutcome outcome)> on_document;
  /// Commands of programs that find more entities and claims (ingest/EXTRACTORS.md), run by the
  /// system's shell, one of each for every thread. A document with which a program fails is
  /// skipped.
  std::vector<std::string> extractors;
  /// What each program may take for one document.
  std::chrono::milliseconds extractor_timeout_ms{30'000};
  /// Called after every document from the thread that called ingest_…(); must not throw and must
  /// not use the database. May be empty.
  std::function<void(const IngestProgress&)> progress;
  /// Asked between documents: once it is set no further document is begun, what is written stays,
  /// and the report says `interrupted`.
  std::stop_token stop;
  /// A larger input is skipped with a reason. In bytes.
  std::uint64_t document_bytes_max = 32ULL << 20U;
  /// Threads that extract; documents are written in input order whatever the number. 0: one per
  /// processor.
  unsigned threads = 0;
  /// Also writes a RELATED_TO relationship with a `predicate` for clauses that no frame matches.
  bool open_triples = false;
  /// Files of frames that are applied besides the built-in ones, in this order; see
  /// ingest/relations/data/README.md for their language.
  std::vector<std::string> frames;
  /// What the recorded clock shows for documents that this run writes; without it, the time at
  /// which each is written. For archives that were read, or are replayed, in another order.
  std::optional<RecordedTime> recorded_at;
};

/// An input, or a part of one, that was left out, and why.
struct SkippedInput {
  /// Path, with ":line" for one line of a JSON Lines or CSV input.
  std::string input;
  Error reason;
};

/// What an ingest did. Counts concern this run, except where they say "in the database".
struct IngestReport {
  std::size_t documents_added = 0;
  std::size_t documents_updated = 0;
  std::size_t documents_unchanged = 0;
  std::size_t documents_removed = 0;
  std::vector<SkippedInput> skipped;
  /// Entities created; relationships created; claims written.
  std::size_t entities = 0;
  std::size_t relationships = 0;
  std::size_t claims = 0;
  /// Sentences of the documents that were extracted; bytes of all texts, unchanged ones included.
  std::size_t sentences = 0;
  std::uint64_t bytes = 0;
  /// The stop token ended the run early.
  bool interrupted = false;
};

/// A document given as text instead of a file.
struct DocumentText {
  /// The user's name for the document; the same id later replaces the document.
  std::string id;
  std::string text;
  /// Empty ones are guessed from the text where possible. `date` is ISO 8601 (YYYY[-MM[-DD]]).
  std::string title;
  std::string date;
  std::string source;
  /// Who wrote it; several with commas between them.
  std::string author = {};
};

/// Reads documents and writes what they state into `database`, one atomic transaction per document.
/// A path may be a file, a folder (all documents in it and below), a pattern ("news/*.html") or "-"
/// for standard input. The id of a document is the path of its file (JSON Lines: the line's "id",
/// or "path:line"; feeds: the item's id or link). A document whose content is already there is left
/// alone before anything is extracted, so a run that was ended goes on where it was; a changed one
/// replaces its former claims.
/// Inputs that cannot be read are reported in `skipped` and do not stop the others.
/// Errors: those of the database (read_only, io_error, disk_full, conflict after retries); then
/// documents before the failing one are in the database, that one and later ones are not.
/// Thread rule: may be called from several threads on one database.
ENTENTE_API Result<IngestReport> ingest_files(Database& database,
                                              const std::vector<std::string>& paths,
                                              const IngestOptions& options = {});

/// As ingest_files, for texts in memory. `options.format` may be text (also automatic), markdown,
/// html or mail.
ENTENTE_API Result<IngestReport> ingest_texts(Database& database,
                                              const std::vector<DocumentText>& documents,
                                              const IngestOptions& options = {});

/// As ingest_files, and then goes on: documents that come into the folders, change or leave are
/// added, updated and removed, until `options.stop` is set. Begins with a run over everything that
/// is there, with IngestOptions::prune. Changes are taken up once none has come for 300 ms, or
/// after 5 s. `on_round` is called with the report of each run, from the calling thread; the
/// returned report is of all. Errors: those of ingest_files; io_error if the folders cannot be
/// watched.
ENTENTE_API Result<IngestReport> watch_files(
    Database& database, const std::vector<std::string>& paths, const IngestOptions& options,
    const std::function<void(const IngestReport&)>& on_round = {});

/// Takes back exactly what one document contributed: its claims, its mentions, the relationships
/// and entities that nothing else supports. `documents_removed` is 1 in the report.
/// Errors: not_found if there is no document of that id (with the nearest id as hint).
ENTENTE_API Result<IngestReport> remove_document(Database& database, std::string_view id);

/// A document that is in a database.
struct DocumentSummary {
  std::string id;
  std::string title;
  std::string date;
  std::string source;
  /// When it was written into the database, or what IngestOptions::recorded_at said.
  RecordedTime recorded_at{};
};
/// All documents of the database, in the order they were first ingested.
ENTENTE_API Result<std::vector<DocumentSummary>> list_documents(Database& database);

/// A half-open byte range [begin, end) of a document's text (UTF-8).
struct TextSpan {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

/// An entity found in one document.
struct ExtractedEntity {
  /// Stable inside the document: type and canonical name, as in "Person:Xi Jinping"; of a local one
  /// also where it begins, as in "Person:He@120".
  std::string id;
  /// Label of the node: "Person", "Country", …
  std::string type;
  std::string name;
  /// Other forms under which it appears, in the order of the text.
  std::vector<std::string> aliases;
  std::vector<TextSpan> mentions;
  /// Further properties, sorted by key ("iso_code", "date", "amount", …), as text.
  std::vector<std::pair<std::string, std::string>> properties;
  /// Nobody names it ("He was born in Vienna" as a document's first words): `name` is what the text
  /// says instead. Such an entity and what is claimed of it is seen in the extraction and never
  /// written into a database, where it could only be a stranger among strangers.
  bool local = false;
};

/// One statement found in one document.
struct ExtractedClaim {
  /// Ids of entities of the same extraction.
  std::string subject;
  /// Relationship type: "LEADS", "SUPPLIES", …
  std::string relation;
  std::string object;
  /// Where the mentions stand that fill the two places.
  TextSpan subject_span;
  TextSpan object_span;
  /// The words of the claim, within the sentence.
  TextSpan span;
  std::uint32_t sentence_index = 0;
  std::string sentence;
  /// Name of the frame that found it.
  std::string rule;
  double confidence = 0;
  /// "stated", "planned", "alleged", "negated" or "former".
  std::string modality;
  /// Who says so, if the text attributes it.
  std::string speaker;
  /// ISO dates of validity as far as they are stated.
  std::string valid_from;
  std::string valid_to;
  /// Qualifiers such as role, commodity, value, time; sorted by key.
  std::vector<std::pair<std::string, std::string>> qualifiers;
};

/// A stretch of text that is read on its own.
struct ExtractedBlock {
  TextSpan span;
  bool heading = false;
};

/// A sentence of a document. In tables every row is one, and its index is the row's line.
struct ExtractedSentence {
  std::uint32_t index = 0;
  TextSpan span;
};

/// A place of the text that names an entity or refers to it.
struct ExtractedMention {
  std::uint32_t sentence_index = 0;
  TextSpan span;
  /// Id of an entity of the same extraction. What stands for several ("the two countries") is
  /// listed once for each.
  std::string entity;
  /// "name", "adjective" ("Russian"), "people" ("Russians"), "reference" ("he", "the company") or,
  /// in tables, "row".
  std::string form;
};

/// What one clause says, in its own words: a predicate and its arguments, whether or not they name
/// known entities. Found only with IngestOptions::open_triples.
struct ExtractedTriple {
  std::uint32_t sentence_index = 0;
  /// Words as they stand, with single spaces; words inside of a span may be left out. "is" and
  /// "has" may stand for what an apposition, a title or a genitive says ("President Macron": Macron
  /// is President); then the span of the predicate is that of its words after them, or else of the
  /// first object.
  std::string subject;
  std::string predicate;
  /// Empty for clauses such as "the talks failed".
  std::vector<std::string> objects;
  TextSpan subject_span;
  TextSpan predicate_span;
  /// One for each of `objects`.
  std::vector<TextSpan> object_spans;
  double confidence = 0;
};

/// What is read from one document: exactly what ingest would write.
struct Extraction {
  std::string document;
  /// The file it was read from; empty for texts in memory.
  std::string input;
  std::string title;
  std::string date;
  std::string source;
  std::string author;
  DocumentFormat format = DocumentFormat::text;
  /// The text is not the input's bytes but was made from them: HTML, feeds, PDF, mail with parts,
  /// and whatever was in another encoding.
  bool converted = false;
  /// The text that all spans refer to: the input itself, or what it was converted to
  /// (ingest/READING.md), in UTF-8.
  std::string text;
  /// What is read of the text, boilerplate left out: paragraphs, headings, list items. Empty for
  /// tables.
  std::vector<ExtractedBlock> blocks;
  /// In the order of the text.
  std::vector<ExtractedSentence> sentences;
  /// Sorted by place in the text.
  std::vector<ExtractedMention> mentions;
  /// Sorted by first mention.
  std::vector<ExtractedEntity> entities;
  /// Sorted by place in the text.
  std::vector<ExtractedClaim> claims;
  /// Sorted by place in the text.
  std::vector<ExtractedTriple> triples;
};

/// Reads documents without a database and gives each extraction to `sink`, in input order; the
/// report has the counts and what was skipped. Byte-identical for the same input.
/// Errors: none of the inputs' own (they are in `skipped`); `interrupted` in the report after stop.
ENTENTE_API Result<IngestReport> extract_files(const std::vector<std::string>& paths,
                                               const IngestOptions& options,
                                               const std::function<void(const Extraction&)>& sink);

/// As extract_files for one file that holds one document; fails with the reason if it is skipped.
/// A file of several documents gives the first one.
ENTENTE_API Result<Extraction> extract_file(const std::string& path,
                                            const IngestOptions& options = {});

/// As extract_file for a text in memory.
ENTENTE_API Result<Extraction> extract_text(const DocumentText& document,
                                            const IngestOptions& options = {});

/// The extraction as JSON Lines, every line ended by '\n': one line of kind "document", then lines
/// of the kinds "sentence", "mention", "entity", "claim" and "triple"; ingest/EXTRACTORS.md has
/// their members. Spans are [begin, end) in bytes of the document's text.
ENTENTE_API std::string to_json_lines(const Extraction& extraction);

/// The extraction as a part of an HTML page: the text with its names marked by type, and beside
/// each paragraph what it states. Stands between html_page_begin() and html_page_end(), which need
/// no other file and no script.
ENTENTE_API std::string to_html(const Extraction& extraction);
ENTENTE_API std::string html_page_begin();
ENTENTE_API std::string html_page_end();

/// The extraction as text for people: entities by type, then claims with their sentences.
ENTENTE_API std::string to_text(const Extraction& extraction);

}  // namespace entente
