#include "shell/json/json_writer.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {
namespace {

/// Rows as JSON objects, keys in the order of the columns.
class JsonRenderer final : public Renderer {
 public:
  JsonRenderer(Output& out, bool lines) : out_(out), lines_(lines) {}

  void begin(const std::vector<std::string>& columns) override {
    for (const std::string& column : columns) {
      std::string key = keys_.empty() ? "{" : ",";
      append_json_string(key, column);
      key += ':';
      keys_.push_back(std::move(key));
    }
    if (!lines_) out_.write("[");
  }

  Status row(const ValueList& values) override {
    line_.clear();
    if (!lines_) line_ += first_ ? "\n" : ",\n";
    first_ = false;
    if (values.empty()) line_ += '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
      line_ += keys_[i];
      ENTENTE_TRY(append_json(line_, values[i]));
    }
    line_ += '}';
    if (lines_) line_ += '\n';
    out_.write(line_);
    return {};
  }

  void end() override {
    if (!lines_) out_.write(first_ ? "]\n" : "\n]\n");
  }

 private:
  Output& out_;
  bool lines_;
  bool first_ = true;
  std::vector<std::string> keys_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Renderer> make_json_renderer(Output& out, bool lines) {
  return std::make_unique<JsonRenderer>(out, lines);
}

}  // namespace entente::shell
