#include "ingest/import_readers/rdf_parser.hpp"

#include <serd/serd.h>

#include <array>
#include <cassert>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "ingest/import_base/byte_source.hpp"
#include "ingest/import_values/column_spec.hpp"
#include "storage/base/utf8.hpp"

namespace entente::importing {
namespace {

constexpr std::uint64_t advance_statements = 4096;
constexpr std::size_t line_text_bytes_max = 64UL << 10U;

SerdSyntax syntax_of(ImportFormat format) {
  switch (format) {
    case ImportFormat::n_triples: return SERD_NTRIPLES;
    case ImportFormat::n_quads: return SERD_NQUADS;
    case ImportFormat::trig: return SERD_TRIG;
    default: return SERD_TURTLE;
  }
}

std::string_view view(const SerdNode* node) {
  if (node == nullptr || node->buf == nullptr) return {};
  return {reinterpret_cast<const char*>(node->buf), node->n_bytes};
}

std::string_view view(const SerdChunk& chunk) {
  return {reinterpret_cast<const char*>(chunk.buf), chunk.len};
}

/// The bytes of a file one by one, as the parser wants them so that it is never ahead of the
/// statement it gives out by more than a byte: what it reports has an exact place.
class ByteFeed {
 public:
  explicit ByteFeed(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {
    constexpr std::size_t block_bytes = 256UL << 10U;
    block_.resize(block_bytes);
  }

  /// 1, or 0 at the end or after an error.
  std::size_t give(char* out) {
    if (position_ == filled_ && !fill()) return 0;
    const char c = block_[position_++];
    if (std::exchange(line_ended_, c == '\n')) {
      ++line_;
      text_.clear();
    }
    if (!line_ended_ && text_.size() < line_text_bytes_max) text_ += c;
    *out = c;
    return 1;
  }
  /// Moves behind the end of the line that was begun, whose text is then whole; false at the end
  /// of the file.
  bool skip_line() {
    char c = 0;
    while (!line_ended_) {
      if (give(&c) == 0) return false;
    }
    return position_ < filled_ || fill();
  }

  /// The line that was begun; its text as far as it is in memory.
  RdfPlace place() {
    whole_line_ = text_;
    if (!line_ended_) {
      const std::string_view rest = std::string_view(block_).substr(position_, filled_ - position_);
      whole_line_ += rest.substr(0, rest.find('\n')).substr(0, line_text_bytes_max);
    }
    if (whole_line_.ends_with('\r')) whole_line_.pop_back();
    return {line_, whole_line_};
  }
  [[nodiscard]] const ByteSource& source() const { return *source_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  bool fill() {
    if (error_) return false;
    auto n = source_->read(block_.data(), block_.size());
    if (!n) {
      error_ = std::move(n).error();
      return false;
    }
    position_ = 0;
    filled_ = *n;
    return filled_ > 0;
  }

  std::unique_ptr<ByteSource> source_;
  std::string block_;
  std::size_t position_ = 0;
  std::size_t filled_ = 0;
  bool line_ended_ = false;
  std::uint64_t line_ = 1;
  std::string text_;
  std::string whole_line_;
  std::optional<Error> error_;
};

/// One file on its way through serd, whose functions call the static ones here.
class RdfParse {
 public:
  RdfParse(const std::string& path, ImportFormat format, ByteFeed& feed, RdfHandler& handler)
      : path_(path),
        by_lines_(format == ImportFormat::n_triples || format == ImportFormat::n_quads),
        feed_(feed),
        handler_(handler),
        env_(serd_env_new(nullptr), serd_env_free),
        reader_(serd_reader_new(syntax_of(format), this, nullptr, on_base, on_prefix, on_statement,
                                nullptr),
                serd_reader_free) {
    serd_reader_set_error_sink(reader_.get(), on_error, this);
    serd_reader_set_strict(reader_.get(), true);
  }

  Status run();

 private:
  static RdfParse& self(void* handle) { return *static_cast<RdfParse*>(handle); }
  static std::size_t on_read(void* buffer, std::size_t /*size*/, std::size_t bytes, void* stream) {
    assert(bytes == 1);
    return self(stream).feed_.give(static_cast<char*>(buffer)) * bytes;
  }
  static int on_read_error(void* stream) { return self(stream).feed_.error() ? 1 : 0; }
  static SerdStatus on_base(void* handle, const SerdNode* uri) {
    return serd_env_set_base_uri(self(handle).env_.get(), uri);
  }
  static SerdStatus on_prefix(void* handle, const SerdNode* name, const SerdNode* uri);
  static SerdStatus on_statement(void* handle, SerdStatementFlags flags, const SerdNode* graph,
                                 const SerdNode* subject, const SerdNode* predicate,
                                 const SerdNode* object, const SerdNode* datatype,
                                 const SerdNode* language);
  static SerdStatus on_error(void* handle, const SerdError* error);

  void start() {
    serd_reader_start_source_stream(reader_.get(), on_read, on_read_error, this, nullptr, 1);
  }
  bool expand(const SerdNode* node, std::string& out);
  bool make_term(const SerdNode* node, std::string& buffer, RdfTerm& term);
  Status take(const SerdNode* subject, const SerdNode* predicate, const SerdNode* object,
              const SerdNode* datatype, const SerdNode* language);
  Result<bool> recover();

  const std::string& path_;
  bool by_lines_;
  ByteFeed& feed_;
  RdfHandler& handler_;
  std::unique_ptr<SerdEnv, decltype(&serd_env_free)> env_;
  std::unique_ptr<SerdReader, decltype(&serd_reader_free)> reader_;
  std::uint64_t statements_ = 0;
  std::optional<Error> handler_error_;
  std::string problem_;
  std::string subject_;
  std::string predicate_;
  std::string object_;
  std::string datatype_;
  std::string language_;
};

SerdStatus RdfParse::on_error(void* handle, const SerdError* error) {
  std::array<char, 512> text{};
  va_list arguments;
  va_copy(arguments, *error->args);
  std::vsnprintf(text.data(), text.size(), error->fmt, arguments);
  va_end(arguments);
  std::string& problem = self(handle).problem_;
  // The first complaint is about the cause.
  if (problem.empty()) problem = text.data();
  while (problem.ends_with('\n')) problem.pop_back();
  return SERD_SUCCESS;
}

SerdStatus RdfParse::on_prefix(void* handle, const SerdNode* name, const SerdNode* uri) {
  RdfParse& parse = self(handle);
  const SerdStatus status = serd_env_set_prefix(parse.env_.get(), name, uri);
  if (status != SERD_SUCCESS) return status;
  const Status taken = parse.handler_.prefix(view(name), view(uri));
  if (taken) return SERD_SUCCESS;
  parse.handler_error_ = taken.error();
  return SERD_ERR_UNKNOWN;
}

/// The whole IRI of a node that may be relative or shortened by a prefix.
bool RdfParse::expand(const SerdNode* node, std::string& out) {
  if (node->type == SERD_URI && serd_uri_string_has_scheme(node->buf)) {
    out = view(node);
    return true;
  }
  if (node->type == SERD_CURIE) {
    SerdChunk prefix{};
    SerdChunk suffix{};
    if (serd_env_expand(env_.get(), node, &prefix, &suffix) != SERD_SUCCESS) {
      problem_ = "the prefix of '" + std::string(view(node)) + "' is not declared";
      return false;
    }
    out.assign(view(prefix)).append(view(suffix));
    return true;
  }
  SerdNode expanded = serd_env_expand_node(env_.get(), node);
  out = view(&expanded);
  serd_node_free(&expanded);
  if (out.find(':') != std::string::npos) return true;
  problem_ = "the IRI <" + std::string(view(node)) + "> is relative, and there is no base";
  return false;
}

bool RdfParse::make_term(const SerdNode* node, std::string& buffer, RdfTerm& term) {
  if (node->type == SERD_LITERAL) {
    term.kind = RdfTermKind::literal;
    term.text = view(node);
  } else if (node->type == SERD_BLANK) {
    term.kind = RdfTermKind::blank;
    term.text = view(node);
  } else {
    if (!expand(node, buffer)) return false;
    term.kind = RdfTermKind::iri;
    term.text = buffer;
  }
  if (storage::is_valid_utf8(term.text)) return true;
  problem_ = "the text is not valid UTF-8";
  return false;
}

Status RdfParse::take(const SerdNode* subject, const SerdNode* predicate, const SerdNode* object,
                      const SerdNode* datatype, const SerdNode* language) {
  RdfStatement statement;
  const bool good = make_term(subject, subject_, statement.subject) &&
                    make_term(object, object_, statement.object) && expand(predicate, predicate_) &&
                    (view(datatype).empty() || expand(datatype, datatype_));
  if (!good) return handler_.mistake(std::exchange(problem_, {}), feed_.place());
  statement.predicate = predicate_;
  if (!view(datatype).empty()) statement.object.datatype = datatype_;
  if (!view(language).empty()) {
    language_ = lower_case(view(language));
    statement.object.language = language_;
  }
  ENTENTE_ASSIGN(const auto reason, handler_.statement(statement));
  if (reason) ENTENTE_TRY(handler_.mistake(*reason, feed_.place()));
  if (++statements_ % advance_statements != 0) return {};
  return handler_.advance(feed_.source().position_on_disk());
}

SerdStatus RdfParse::on_statement(void* handle, SerdStatementFlags /*flags*/,
                                  const SerdNode* /*graph*/, const SerdNode* subject,
                                  const SerdNode* predicate, const SerdNode* object,
                                  const SerdNode* datatype, const SerdNode* language) {
  RdfParse& parse = self(handle);
  const Status taken = parse.take(subject, predicate, object, datatype, language);
  if (taken) return SERD_SUCCESS;
  parse.handler_error_ = taken.error();
  return SERD_ERR_UNKNOWN;
}

// Behind a mistake: on to the next line, if lines mean anything; false at the end.
Result<bool> RdfParse::recover() {
  std::string problem = std::exchange(problem_, {});
  if (problem.empty()) problem = "this is not valid";
  if (!by_lines_) {
    const std::uint64_t line = feed_.place().line;
    return Error::plain(ErrorClass::input_error,
                        path_ + ": line " + std::to_string(line) + ": " + problem);
  }
  serd_reader_end_stream(reader_.get());
  const bool more = feed_.skip_line();
  ENTENTE_TRY(handler_.mistake(problem, feed_.place()));
  return more;
}

Status RdfParse::run() {
  start();
  while (true) {
    const SerdStatus status = serd_reader_read_chunk(reader_.get());
    if (handler_error_) return *handler_error_;
    if (feed_.error()) return *feed_.error();
    if (status == SERD_SUCCESS) continue;
    if (status == SERD_FAILURE) break;
    ENTENTE_ASSIGN(const bool more, recover());
    if (!more) return {};
    start();
  }
  serd_reader_end_stream(reader_.get());
  return {};
}

}  // namespace

Result<std::uint64_t> parse_rdf(const std::string& path, ImportFormat format, RdfHandler& handler) {
  ENTENTE_ASSIGN(auto source, ByteSource::open(path));
  ByteFeed feed(std::move(source));
  RdfParse parse(path, format, feed, handler);
  ENTENTE_TRY(parse.run());
  ENTENTE_TRY(handler.advance(feed.source().position_on_disk()));
  return feed.source().bytes_read();
}

}  // namespace entente::importing
