#include "query/api/result_stream.hpp"

#include <algorithm>

namespace entente::query {

void OpenStreams::remove(ResultStream* stream) { std::erase(streams_, stream); }

void OpenStreams::detach_all() {
  // detach() takes the stream off the list.
  while (!streams_.empty()) streams_.back()->detach();
}

ResultStream::ResultStream(std::shared_ptr<const CompiledStatement> statement)
    : statement_(std::move(statement)) {
  summary_.notifications = statement_->plan.notifications;
}

const std::vector<std::string>& ResultStream::columns() const {
  static const std::vector<std::string> none;
  return statement_->plan.mode == ExplainMode::explain ? none : statement_->plan.columns;
}

ResultStream::~ResultStream() {
  if (streams_ != nullptr) streams_->remove(this);
}

void ResultStream::stream_from(std::unique_ptr<QueryRun> run,
                               std::shared_ptr<OpenStreams> streams) {
  run_ = std::move(run);
  streams_ = std::move(streams);
  if (streams_ != nullptr) streams_->add(this);
}

Status ResultStream::buffer_all(QueryRun& run) {
  MemoryLease lease;
  ValueList row;
  while (true) {
    ENTENTE_ASSIGN(const bool more, run.next(row));
    if (!more) return {};
    // A statement without RETURN runs for its effects.
    if (columns().empty()) continue;
    std::size_t bytes = sizeof(ValueList) + row.size() * sizeof(Value);
    for (const Value& value : row) bytes += value.heap_bytes();
    ENTENTE_TRY(lease.grow(run.memory(), bytes));
    rows_.push_back(std::move(row));
    row = {};
  }
}

void ResultStream::detach() {
  if (run_ != nullptr) {
    Status status = buffer_all(*run_);
    if (!status) error_ = std::move(status).error();
    finish(*run_);
  }
  end_run();
}

void ResultStream::finish(const QueryRun& run) {
  summary_.counters = run.counters();
  const std::vector<std::string>& told = run.notifications();
  summary_.notifications.insert(summary_.notifications.end(), told.begin(), told.end());
  if (statement_->plan.mode != ExplainMode::none) summary_.plan = run.plan();
  summary_.run_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started_)
          .count();
}

void ResultStream::end_run() {
  run_.reset();
  if (streams_ != nullptr) streams_->remove(this);
  streams_.reset();
}

Result<bool> ResultStream::next() {
  if (next_row_ < rows_.size()) {
    row_ = std::move(rows_[next_row_++]);
    return true;
  }
  row_.clear();
  if (error_) {
    Error error = std::move(*error_);
    error_.reset();
    return error;
  }
  if (run_ == nullptr) return false;
  auto more = run_->next(row_);
  if (!more.has_value() || !*more) {
    row_.clear();
    finish(*run_);
    end_run();
  }
  return more;
}

}  // namespace entente::query
