#include "entente/result_set.hpp"

#include "query/api/result_stream.hpp"

namespace entente {

ResultSet::ResultSet(std::unique_ptr<query::ResultStream> stream) : stream_(std::move(stream)) {}
ResultSet::ResultSet(ResultSet&&) noexcept = default;
ResultSet& ResultSet::operator=(ResultSet&&) noexcept = default;
ResultSet::~ResultSet() = default;

const std::vector<std::string>& ResultSet::columns() const { return stream_->columns(); }
Result<bool> ResultSet::next() { return stream_->next(); }
const ValueList& ResultSet::row() const { return stream_->row(); }
const ResultSummary& ResultSet::summary() const { return stream_->summary(); }

Result<std::vector<ValueList>> ResultSet::rows() {
  std::vector<ValueList> rows;
  while (true) {
    ENTENTE_ASSIGN(const bool more, stream_->next());
    if (!more) return rows;
    rows.push_back(stream_->row());
  }
}

}  // namespace entente
