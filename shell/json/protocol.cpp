#include "shell/json/protocol.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "shell/base/interrupt.hpp"
#include "shell/base/suggest.hpp"
#include "shell/base/words.hpp"
#include "shell/json/json_reader.hpp"
#include "shell/json/json_writer.hpp"
#include "shell/json/plan_writer.hpp"

namespace entente::shell {
namespace {

// A request may carry a document or a batch of rows, but not fill the memory.
constexpr std::size_t request_bytes_max = 256U << 20U;
// Deleting everything in pieces keeps a big reset inside the memory budget of one query.
constexpr std::string_view delete_some = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n";

Error bad_request(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

Result<std::string> text_field(const Value& request, std::string_view name) {
  const Value* value = request.find(name);
  if (value == nullptr || !value->is_string()) {
    return bad_request(fmt::format("The request needs \"{}\" with a string.", name));
  }
  return std::string(value->as_string());
}

Result<Parameters> parameters_of(const Value& request) {
  Parameters parameters;
  const Value* given = request.find("params");
  if (given == nullptr || given->is_null()) return parameters;
  if (!given->is(ValueKind::map)) return bad_request("\"params\" must be an object.");
  for (const auto& [name, value] : given->as_map()) parameters.set(name, value);
  return parameters;
}

/// What "as_of" asks for; nothing if the request does not have it.
Result<std::optional<AsOf>> as_of_of(const Value& request) {
  const Value* given = request.find("as_of");
  if (given == nullptr) return std::optional<AsOf>();
  AsOf as_of;
  if (given->is_null()) return std::optional<AsOf>(as_of);
  if (!given->is(ValueKind::map)) {
    return bad_request("\"as_of\" must be an object with \"recorded\" or \"valid\".");
  }
  for (const auto& [name, value] : given->as_map()) {
    if (!value.is_string()) {
      return bad_request(fmt::format("\"{}\" of \"as_of\" must be a string.", name));
    }
    if (name == "recorded") {
      ENTENTE_ASSIGN(as_of.recorded, recorded_time_from(value.as_string(), DayMeans::end));
    } else if (name == "valid") {
      ENTENTE_ASSIGN(as_of.valid, valid_date_from(value.as_string()));
    } else {
      return bad_request(fmt::format("\"as_of\" has no \"{}\".", name),
                         did_you_mean(name, {"recorded", "valid"}));
    }
  }
  return std::optional<AsOf>(as_of);
}

void append_stats(std::string& out, const QueryCounters& counters) {
  const std::array<std::pair<std::string_view, std::uint64_t>, 12> fields{{
      {"nodesCreated", counters.nodes_created},
      {"nodesDeleted", counters.nodes_deleted},
      {"relationshipsCreated", counters.relationships_created},
      {"relationshipsDeleted", counters.relationships_deleted},
      {"propertiesSet", counters.properties_set},
      {"labelsAdded", counters.labels_added},
      {"labelsRemoved", counters.labels_removed},
      {"indexesAdded", counters.indexes_added},
      {"indexesRemoved", counters.indexes_removed},
      {"constraintsAdded", counters.constraints_added},
      {"constraintsRemoved", counters.constraints_removed},
      {"transactionsCommitted", counters.transactions_committed},
  }};
  out += R"(,"stats":{)";
  bool first = true;
  for (const auto& [name, count] : fields) {
    if (count == 0) continue;
    if (!first) out += ',';
    first = false;
    out += fmt::format("\"{}\":{}", name, count);
  }
  out += '}';
}

void append_names(std::string& out, const std::vector<std::string>& names) {
  out += '[';
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, names[i]);
  }
  out += ']';
}

Status append_result(std::string& out, ResultSet& result) {
  out += R"({"columns":)";
  append_names(out, result.columns());
  out += R"(,"rows":[)";
  bool first_row = true;
  while (true) {
    ENTENTE_ASSIGN(const bool more, result.next());
    if (!more) break;
    if (!first_row) out += ',';
    first_row = false;
    out += '[';
    bool first = true;
    for (const Value& value : result.row()) {
      if (!first) out += ',';
      first = false;
      ENTENTE_TRY(append_json(out, value));
    }
    out += ']';
  }
  out += ']';
  const ResultSummary& summary = result.summary();
  if (summary.counters.any()) append_stats(out, summary.counters);
  if (summary.plan) {
    out += R"(,"plan":)";
    append_json_plan(out, *summary.plan);
  }
  if (!summary.notifications.empty()) {
    out += R"(,"notifications":)";
    append_names(out, summary.notifications);
  }
  out += '}';
  return {};
}

/// Lines of a file descriptor, read in large pieces: std::getline takes a lock per character.
class LineReader {
 public:
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  /// The next line without its break, valid until the next call; false at the end of input.
  bool next(std::string_view& line) {
    while (true) {
      const std::size_t end = buffer_.find('\n', scanned_);
      if (end != std::string::npos) {
        line = std::string_view(buffer_).substr(begin_, end - begin_);
        begin_ = scanned_ = end + 1;
        return true;
      }
      scanned_ = buffer_.size();
      if (!fill()) break;
    }
    line = std::string_view(buffer_).substr(begin_);
    begin_ = scanned_ = buffer_.size();
    return !line.empty();
  }
  /// True if a line was longer than a request may be; nothing more is read then.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

 private:
  bool fill() {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    if (buffer_.size() > request_bytes_max) {
      overflowed_ = true;
      return false;
    }
    constexpr std::size_t piece_bytes = 64U << 10U;
    const std::size_t size = buffer_.size();
    buffer_.resize(size + piece_bytes);
    ssize_t got = -1;
    do {
      got = ::read(descriptor_, buffer_.data() + size, piece_bytes);
    } while (got < 0 && errno == EINTR && !InterruptHandler::token().stop_requested());
    buffer_.resize(size + (got > 0 ? static_cast<std::size_t>(got) : 0));
    return got > 0;
  }

  int descriptor_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;
  bool overflowed_ = false;
};

}  // namespace

Protocol::Protocol(OpenOptions options, Database database, QueryOptions limits)
    : options_(std::move(options)),
      database_(std::move(database)),
      session_(database_->session()),
      limits_(std::move(limits)) {}

const std::string& Protocol::answer(std::string_view request) {
  reply_.clear();
  query_text_.clear();
  const auto temporal = [this](std::string_view function, std::string_view text) {
    return read_temporal(function, text);
  };
  auto parsed = read_json(request, temporal);
  Status status = parsed ? dispatch(*parsed) : Status(std::move(parsed).error());
  if (!status) {
    reply_ = R"({"error":)";
    append_json_error(reply_, status.error(), query_text_);
    reply_ += '}';
  }
  return reply_;
}

Status Protocol::require_session() const {
  if (session_) return {};
  return Error::plain(ErrorClass::io_error, "The database could not be opened again by a reset.");
}

Result<Value> Protocol::read_temporal(std::string_view function, std::string_view text) {
  ENTENTE_TRY(require_session());
  // The language's own reader, so that the protocol accepts what the language accepts.
  Parameters parameters;
  parameters.set("text", Value(text));
  ENTENTE_ASSIGN(ResultSet result,
                 session_->run(fmt::format("RETURN {}($text) AS value", function), parameters));
  ENTENTE_ASSIGN(const bool found, result.next());
  if (!found) return bad_request(fmt::format("'{}' is no {}.", text, function));
  return result.row().front();
}

Status Protocol::dispatch(const Value& request) {
  ENTENTE_TRY(require_session());
  if (!request.is(ValueKind::map)) return bad_request("A request is a JSON object.");
  ENTENTE_ASSIGN(const std::string operation, text_field(request, "op"));
  if (operation == "query") return query(request);
  if (operation == "reset") return reset();
  if (operation == "procedure") return procedure(request);
  return bad_request(fmt::format("There is no operation '{}'.", operation),
                     did_you_mean(operation, {"query", "reset", "procedure"}));
}

Status Protocol::query(const Value& request) {
  ENTENTE_ASSIGN(query_text_, text_field(request, "query"));
  ENTENTE_ASSIGN(const Parameters parameters, parameters_of(request));
  QueryOptions options = limits_;
  ENTENTE_ASSIGN(const auto as_of, as_of_of(request));
  if (as_of) options.as_of = *as_of;
  ENTENTE_ASSIGN(ResultSet result, session_->run(query_text_, parameters, options));
  return append_result(reply_, result);
}

Status Protocol::procedure(const Value& request) {
  TableProcedure definition;
  ENTENTE_ASSIGN(definition.signature, text_field(request, "signature"));
  if (const Value* columns = request.find("columns");
      columns != nullptr && columns->is(ValueKind::list)) {
    for (const Value& column : columns->as_list()) {
      if (!column.is_string()) return bad_request("\"columns\" must be a list of strings.");
      definition.columns.emplace_back(column.as_string());
    }
  }
  if (const Value* rows = request.find("rows"); rows != nullptr && rows->is(ValueKind::list)) {
    for (const Value& row : rows->as_list()) {
      if (!row.is(ValueKind::list) || row.as_list().size() != definition.columns.size()) {
        return bad_request("Each row must be a list with one value per column.");
      }
      definition.rows.push_back(row.as_list());
    }
  }
  ENTENTE_TRY(database_->register_procedure(std::move(definition)));
  reply_ = R"({"ok":true})";
  return {};
}

Status Protocol::reset() {
  const bool in_memory = options_.path.empty() || options_.path == ":memory:";
  if (!in_memory) {
    while (true) {
      ENTENTE_ASSIGN(ResultSet result, session_->run(delete_some));
      ENTENTE_TRY(result.rows());
      if (result.summary().counters.nodes_deleted == 0) break;
    }
    ENTENTE_ASSIGN(const SchemaSummary schema, database_->schema());
    for (const auto& index : schema.indexes) {
      const std::string_view kind = index.unique ? "CONSTRAINT" : "INDEX";
      ENTENTE_ASSIGN(ResultSet dropped,
                     session_->run(fmt::format("DROP {} `{}`", kind, index.name)));
      ENTENTE_TRY(dropped.rows());
    }
  }
  // Everything that was registered goes with the engine, once its last handle is gone.
  session_.reset();
  database_.reset();
  ENTENTE_ASSIGN(database_, Database::open(options_));
  session_.emplace(database_->session());
  reply_ = R"({"ok":true})";
  return {};
}

ExitCode serve_protocol(Protocol& protocol, int input, Output& out) {
  LineReader lines(input);
  std::string_view line;
  while (lines.next(line)) {
    if (lines.overflowed()) break;
    if (trim(line).empty()) continue;
    out.line(protocol.answer(line));
    out.flush();
    if (out.failed()) return ExitCode::failed;
    if (InterruptHandler::presses() > 0) return ExitCode::interrupted;
  }
  if (!lines.overflowed()) {
    return InterruptHandler::presses() > 0 ? ExitCode::interrupted : ExitCode::ok;
  }
  std::string reply = R"({"error":)";
  append_json_error(reply, bad_request("A request is longer than 256 MiB."), {});
  out.line(reply + "}");
  out.flush();
  return ExitCode::failed;
}

}  // namespace entente::shell
