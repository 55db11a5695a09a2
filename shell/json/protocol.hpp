#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "entente/database.hpp"
#include "entente/options.hpp"
#include "entente/query_options.hpp"
#include "entente/session.hpp"
#include "shell/base/exit_code.hpp"
#include "shell/base/output.hpp"

namespace entente::shell {

/// The line protocol: one JSON request per line in, one JSON reply per line out, strictly in turn.
/// A plain way to drive the store from any language.
///
///   {"op":"query","query":"RETURN $x AS x","params":{"x":1}}
///       -> {"columns":["x"],"rows":[[1]]} and, if the graph changed, "stats":{"nodesCreated":1,…}
///   {"op":"query","query":"…","as_of":{"recorded":"2026-01-31","valid":"2024-03-01"}}
///       -> as of another time; each of the two may be left out, and "as_of":null is the present
///   {"op":"reset"}       -> {"ok":true}; the graph is empty, no index, constraint or procedure
///   left
///   {"op":"procedure","signature":"…","columns":[…],"rows":[[…]]}  -> {"ok":true}
///   anything that fails  -> {"error":{"code":…,"type":…,"phase":…,"detail":…,"message":…,…}}
///
/// Values have the forms of json_writer.hpp. Every query is a transaction of its own.
class Protocol {
 public:
  /// `options` is what `database` was opened with; reset needs it to open an empty one.
  Protocol(OpenOptions options, Database database, QueryOptions limits);

  /// The reply to one request line, without the line break. Valid until the next call.
  const std::string& answer(std::string_view request);

 private:
  /// An error if a failed reset() left no database.
  [[nodiscard]] Status require_session() const;
  Result<Value> read_temporal(std::string_view function, std::string_view text);
  Status dispatch(const Value& request);
  Status query(const Value& request);
  Status procedure(const Value& request);
  Status reset();

  OpenOptions options_;
  // Optional only so that reset() can let go of the old database before it opens the new one.
  std::optional<Database> database_;
  std::optional<Session> session_;
  QueryOptions limits_;
  std::string reply_;
  std::string query_text_;
};

/// Answers requests from file descriptor `input` until its end. Replies are written as soon as they
/// are complete.
ExitCode serve_protocol(Protocol& protocol, int input, Output& out);

}  // namespace entente::shell
