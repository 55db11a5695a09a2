#include "ingest/pipeline/external_extractor.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "ingest/pipeline/child_process.hpp"

namespace entente::ingest {

namespace {

using Json = nlohmann::ordered_json;

constexpr int protocol_version = 1;

std::string line_of(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string document_request(const Extraction& extraction) {
  Json sentences = Json::array();
  for (const ExtractedSentence& sentence : extraction.sentences) {
    sentences.push_back({sentence.span.begin, sentence.span.end});
  }
  Json entities = Json::array();
  for (const ExtractedEntity& entity : extraction.entities) {
    Json mentions = Json::array();
    for (const TextSpan& span : entity.mentions) mentions.push_back({span.begin, span.end});
    entities.push_back({{"id", entity.id},
                        {"type", entity.type},
                        {"name", entity.name},
                        {"mentions", std::move(mentions)}});
  }
  return line_of({{"kind", "document"},
                  {"document", extraction.document},
                  {"title", extraction.title},
                  {"date", extraction.date},
                  {"source", extraction.source},
                  {"author", extraction.author},
                  {"text", extraction.text},
                  {"sentences", std::move(sentences)},
                  {"entities", std::move(entities)}});
}

/// One of the user's programs.
class ExternalExtractors::Program {
 public:
  Program(std::string command, std::chrono::milliseconds timeout_ms)
      : command_(std::move(command)), timeout_ms_(timeout_ms) {}

  Status add_to(Extraction& extraction) {
    Status status = exchange(extraction);
    if (status) return status;
    // What it would say next may belong to this document still.
    if (process_) process_->kill();
    process_.reset();
    Error error = status.error();
    error.message = fmt::format("extractor '{}': {}", command_, error.message);
    return error;
  }

 private:
  Status exchange(Extraction& extraction) {
    const auto deadline = ChildProcess::Clock::now() + timeout_ms_;
    if (!process_) ENTENTE_TRY(greet(deadline));
    ENTENTE_TRY(process_->write(document_request(extraction), deadline));
    AnswerReader answers(name_, extraction);
    for (bool last = false; !last;) {
      ENTENTE_ASSIGN(const std::string line, process_->read_line(deadline));
      ENTENTE_ASSIGN(last, answers.take(line));
    }
    return answers.finish();
  }

  /// Both sides say which protocol they speak.
  Status greet(ChildProcess::Clock::time_point deadline) {
    ENTENTE_ASSIGN(ChildProcess started, ChildProcess::start(command_));
    process_.emplace(std::move(started));
    ENTENTE_TRY(process_->write(
        line_of({{"kind", "hello"}, {"protocol", protocol_version}, {"program", "entente"}}),
        deadline));
    ENTENTE_ASSIGN(const std::string line, process_->read_line(deadline));
    const Json hello = Json::parse(line, nullptr, false);
    if (!hello.is_object() || hello.value("kind", Json()) != "hello") {
      return Error::plain(ErrorClass::input_error, "did not begin with a line of kind \"hello\"",
                          "ingest/EXTRACTORS.md has the protocol");
    }
    if (hello.value("protocol", Json()) != protocol_version) {
      return Error::plain(ErrorClass::input_error,
                          fmt::format("speaks protocol {}, not {}",
                                      hello.value("protocol", Json()).dump(), protocol_version));
    }
    const Json name = hello.value("name", Json());
    if (!name.is_string() || name.get_ref<const std::string&>().empty()) {
      return Error::plain(ErrorClass::input_error, "does not say its \"name\"");
    }
    name_ = name.get<std::string>();
    return {};
  }

  std::string command_;
  std::chrono::milliseconds timeout_ms_;
  std::optional<ChildProcess> process_;
  std::string name_;
};

ExternalExtractors::ExternalExtractors(const IngestOptions& options) : options_(options) {}
ExternalExtractors::~ExternalExtractors() = default;

Status ExternalExtractors::add_to(Extraction& extraction) {
  while (programs_.size() < options_.extractors.size()) {
    programs_.push_back(std::make_unique<Program>(options_.extractors[programs_.size()],
                                                  options_.extractor_timeout_ms));
  }
  for (const auto& program : programs_) ENTENTE_TRY(program->add_to(extraction));
  return {};
}

}  // namespace entente::ingest
