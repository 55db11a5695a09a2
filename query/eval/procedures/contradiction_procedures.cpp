#include <fmt/format.h>

#include "query/eval/functions/evidence_map.hpp"
#include "query/eval/procedures/builtin_procedures.hpp"
#include "query/eval/procedures/signed_procedure.hpp"
#include "query/eval/streamed_procedure.hpp"
#include "storage/claims/contradictions.hpp"

namespace entente::query {
namespace {

using storage::Contradiction;
using storage::ContradictionOptions;
using storage::FunctionalType;

Error wrong_option(std::string message, std::string hint = {}) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message), {},
                        std::move(hint));
}

/// A text, or a list of texts.
Result<std::vector<std::string>> texts(std::string_view option, const Value& value) {
  std::vector<std::string> found;
  if (value.is_string()) return std::vector<std::string>{std::string(value.as_string())};
  if (!value.is_list()) return wrong_option(fmt::format("`{}` is a list of texts", option));
  for (const Value& item : value.as_list()) {
    if (!item.is_string()) return wrong_option(fmt::format("`{}` is a list of texts", option));
    found.emplace_back(item.as_string());
  }
  return found;
}

Result<FunctionalType> functional_type(const Value& declaration) {
  constexpr std::string_view shape =
      "{type: 'OWNS', one: 'subject' or 'object', per: 'role', lasting: 'ever' or 'at_a_time'}";
  const auto wrong = [&] {
    return wrong_option("a functional relationship is declared by a map",
                        fmt::format("write {}", shape));
  };
  if (!declaration.is(ValueKind::map)) return wrong();
  FunctionalType type;
  for (const auto& [name, value] : declaration.as_map()) {
    if (!value.is_string()) return wrong();
    const std::string text(value.as_string());
    if (name == "type") {
      type.type = text;
    } else if (name == "per") {
      type.per = text;
    } else if (name == "one" && (text == "subject" || text == "object")) {
      type.one = text == "subject" ? storage::OneOf::subject : storage::OneOf::object;
    } else if (name == "lasting" && (text == "ever" || text == "at_a_time")) {
      type.lasting = text == "ever" ? storage::Lasting::ever : storage::Lasting::at_a_time;
    } else {
      return wrong();
    }
  }
  if (type.type.empty()) return wrong();
  return type;
}

Result<ContradictionOptions> read_options(const Value& map) {
  ContradictionOptions options;
  if (map.is_null()) return options;
  for (const auto& [name, value] : map.as_map()) {
    if (name == "kinds") {
      ENTENTE_ASSIGN(const auto kinds, texts(name, value));
      for (const std::string& word : kinds) {
        const auto kind = storage::contradiction_from(word);
        if (!kind) {
          return wrong_option(fmt::format("there is no kind '{}'", word),
                              "there are different_subjects, different_objects, denied and former");
        }
        options.kinds.push_back(*kind);
      }
    } else if (name == "functional") {
      if (!value.is_list()) return wrong_option("`functional` is a list of declarations");
      for (const Value& declaration : value.as_list()) {
        ENTENTE_ASSIGN(FunctionalType type, functional_type(declaration));
        options.functional.push_back(std::move(type));
      }
    } else if (name == "subject" && value.is_node()) {
      options.subject = value.node_id();
    } else {
      return wrong_option(fmt::format("there is no option `{}` of this kind", name),
                          "the options are `kinds`, `functional` and `subject`");
    }
  }
  return options;
}

class ContradictionRows final : public ProcedureRows {
 public:
  ContradictionRows(EvalContext& context, ContradictionOptions options)
      : finder_(context.transaction, polled(context, std::move(options))) {}

  Result<bool> next(EvalContext& context, std::vector<ValueList>& rows) override {
    ENTENTE_ASSIGN(const std::vector<Contradiction> found, finder_.next());
    for (const Contradiction& contradiction : found) {
      ENTENTE_ASSIGN(ValueList row, row_of(context, contradiction));
      rows.push_back(std::move(row));
    }
    return !found.empty();
  }

 private:
  static ContradictionOptions polled(EvalContext& context, ContradictionOptions options) {
    // The interruption outlives the call, as it is the query's.
    options.poll = [&interruption = context.interruption] { return interruption.check(); };
    return options;
  }

  static Result<ValueList> row_of(EvalContext& context, const Contradiction& found) {
    ValueList others;
    ValueList evidence;
    for (std::size_t side = 0; side < 2; ++side) {
      others.emplace_back(found.others[side]);
      ENTENTE_ASSIGN(Value claims, evidence_list(context, found.claims[side]));
      evidence.push_back(std::move(claims));
    }
    return ValueList{Value(storage::contradiction_word(found.kind)),
                     Value(found.relation),
                     Value(found.subject),
                     Value(std::move(others)),
                     Value(std::move(evidence)),
                     Value(found.score),
                     Value(found.reason)};
  }

  storage::ContradictionFinder finder_;
};

class ContradictionProcedure final : public SignedProcedure, public StreamedProcedure {
 public:
  using SignedProcedure::SignedProcedure;
  [[nodiscard]] std::string_view description() const override {
    return "Finds claims that cannot all be true, with the evidence of both sides.";
  }
  Result<std::unique_ptr<ProcedureRows>> open(EvalContext& context,
                                              std::span<const Value> given) const override {
    ENTENTE_ASSIGN(const ValueList arguments, checked(given));
    return stream(context, arguments);
  }

 protected:
  Status run(EvalContext& context, std::span<const Value> arguments,
             std::vector<ValueList>& rows) const override {
    ENTENTE_ASSIGN(const auto rows_left, stream(context, arguments));
    for (;;) {
      ENTENTE_ASSIGN(const bool more, rows_left->next(context, rows));
      if (!more) return {};
    }
  }

 private:
  static Result<std::unique_ptr<ProcedureRows>> stream(EvalContext& context,
                                                       std::span<const Value> arguments) {
    ENTENTE_ASSIGN(ContradictionOptions options, read_options(arguments[0]));
    return std::unique_ptr<ProcedureRows>(
        std::make_unique<ContradictionRows>(context, std::move(options)));
  }
};

}  // namespace

void add_contradiction_procedures(ProcedureList& list) {
  auto signature = parse_signature(
      "entente.contradictions(options = {} :: MAP) :: (kind :: STRING, relation :: STRING, subject "
      ":: NODE, others :: LIST OF NODE, evidence :: LIST OF ANY, score :: FLOAT, reason :: "
      "STRING)");
  assert(signature.has_value());
  list.push_back(std::make_unique<ContradictionProcedure>(std::move(signature).value()));
}

}  // namespace entente::query
