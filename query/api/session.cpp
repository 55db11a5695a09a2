#include "entente/session.hpp"

#include "query/api/session_state.hpp"

namespace entente {

PreparedQuery::PreparedQuery(std::shared_ptr<query::PreparedState> state)
    : state_(std::move(state)) {}
const std::string& PreparedQuery::text() const { return state_->text(); }
const std::vector<std::string>& PreparedQuery::columns() const { return state_->columns(); }
bool PreparedQuery::updating() const { return state_->updating(); }

Session::Session(std::shared_ptr<query::DatabaseState> database)
    : state_(std::make_unique<query::SessionState>(std::move(database))) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Result<ResultSet> Session::run(std::string_view query, const Parameters& parameters,
                               const QueryOptions& options) {
  ENTENTE_ASSIGN(auto stream, state_->run(query, parameters, options));
  return ResultSet(std::move(stream));
}

Result<ResultSet> Session::run(const PreparedQuery& query, const Parameters& parameters,
                               const QueryOptions& options) {
  ENTENTE_ASSIGN(auto stream, state_->run(query.text(), parameters, options, query.state_.get()));
  return ResultSet(std::move(stream));
}

Result<PreparedQuery> Session::prepare(std::string_view query) {
  ENTENTE_ASSIGN(auto state, state_->prepare(query));
  return PreparedQuery(std::move(state));
}

Status Session::begin() { return state_->begin(); }
Status Session::commit() { return state_->commit(); }
Status Session::rollback() { return state_->rollback(); }
bool Session::in_transaction() const { return state_->in_transaction(); }
void Session::set_as_of(const AsOf& as_of) { state_->set_as_of(as_of); }
const AsOf& Session::as_of() const { return state_->as_of(); }
void Session::interrupt() noexcept { state_->interrupt(); }

}  // namespace entente
