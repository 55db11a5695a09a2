#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "query/ast/ast_builder.hpp"
#include "query/plan/planner.hpp"
#include "query/semantic/analyzer.hpp"
#include "storage/graph/graph_store.hpp"
#include "storage/graph/statistics_cache.hpp"

namespace entente::query {

/// Two procedures, one that reads and one that gives nothing.
class TestProcedure final : public Procedure {
 public:
  TestProcedure(std::string name, std::vector<ProcedureField> outputs)
      : name_(std::move(name)), outputs_(std::move(outputs)) {}
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] const std::vector<ProcedureField>& inputs() const override { return inputs_; }
  [[nodiscard]] const std::vector<ProcedureField>& outputs() const override { return outputs_; }
  Status call(EvalContext& /*context*/, std::span<const Value> /*arguments*/,
              std::vector<ValueList>& /*rows*/) const override {
    return {};
  }

 private:
  std::string name_;
  std::vector<ProcedureField> inputs_;
  std::vector<ProcedureField> outputs_;
};

class TestProcedures final : public ProcedureCatalog {
 public:
  [[nodiscard]] const Procedure* find(std::string_view name) const override {
    for (const Procedure* procedure : all()) {
      if (procedure->name() == name) return procedure;
    }
    return nullptr;
  }
  [[nodiscard]] std::vector<const Procedure*> all() const override { return {&labels_, &touch_}; }

 private:
  TestProcedure labels_{"test.labels", {{"label", StaticType::string, false, "STRING"}}};
  TestProcedure touch_{"test.nothing", {}};
};

/// A small company world in memory whose statistics make plans predictable: 100 persons with a
/// unique id, 20 companies with an indexed name and year, 5 countries; every person WORKS_AT one
/// company, persons 0..9 LEAD companies, companies are BASED_IN a country.
class PlanTest : public ::testing::Test {
 protected:
  static constexpr std::size_t persons = 100;
  static constexpr std::size_t companies = 20;
  static constexpr std::size_t countries = 5;

  void SetUp() override {
    OpenOptions options;
    auto opened = storage::GraphStore::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(opened).value();
    create_index(storage::IndexKind::unique, "Person", "id");
    create_index(storage::IndexKind::range, "Company", "name");
    create_index(storage::IndexKind::range, "Company", "year");
    create_relationship_index("WORKS_AT", "salary");
    fill();
    transaction_ = begin(storage::AccessMode::read);
  }

  std::unique_ptr<storage::Transaction> begin(storage::AccessMode mode) {
    auto begun = store_->begin(mode);
    EXPECT_TRUE(begun) << begun.error().message;
    return std::move(begun).value();
  }

  void create_index(storage::IndexKind kind, std::string_view label, std::string_view property) {
    auto tx = begin(storage::AccessMode::write);
    const auto label_id = *tx->get_or_create_label(label);
    const auto key = *tx->get_or_create_property_key(property);
    const auto index = tx->create_index("", kind, label_id, {key});
    ASSERT_TRUE(index) << index.error().message;
    ASSERT_TRUE(tx->commit());
  }

  void create_relationship_index(std::string_view type, std::string_view property) {
    auto tx = begin(storage::AccessMode::write);
    storage::IndexDefinition wanted;
    wanted.entity = storage::EntityKind::relationship;
    wanted.tokens = {tx->get_or_create_relationship_type(type)->value};
    wanted.properties = {*tx->get_or_create_property_key(property)};
    const auto index = tx->create_index(std::move(wanted));
    ASSERT_TRUE(index) << index.error().message;
    ASSERT_TRUE(tx->commit());
  }

  void fill() {
    auto tx = begin(storage::AccessMode::write);
    const auto key = [&](std::string_view name) { return *tx->get_or_create_property_key(name); };
    const auto make = [&](std::string_view label, std::size_t count, auto properties) {
      const auto label_id = *tx->get_or_create_label(label);
      std::vector<NodeId> nodes;
      for (std::size_t i = 0; i < count; ++i) {
        nodes.push_back(*tx->create_node({&label_id, 1}, properties(static_cast<int>(i))));
      }
      return nodes;
    };
    using storage::Properties;
    const auto person = make("Person", persons, [&](int i) {
      return Properties{{key("id"), Value(i)}, {key("age"), Value(i % 50)}};
    });
    const auto company = make("Company", companies, [&](int i) {
      return Properties{{key("name"), Value("c" + std::to_string(i))},
                        {key("year"), Value(1900 + i)}};
    });
    const auto country = make("Country", countries, [&](int i) {
      return Properties{{key("name"), Value("l" + std::to_string(i))}};
    });
    const auto relate = [&](NodeId a, std::string_view type, NodeId b, Properties p = {}) {
      const auto created =
          tx->create_relationship(a, *tx->get_or_create_relationship_type(type), b, std::move(p));
      ASSERT_TRUE(created);
    };
    for (std::size_t i = 0; i < persons; ++i) {
      relate(person[i], "WORKS_AT", company[i % companies],
             {{key("salary"), Value(static_cast<int>(1950 + i))}});
    }
    for (std::size_t i = 0; i < 10; ++i) relate(person[i], "LEADS", company[i]);
    for (std::size_t i = 0; i < companies; ++i) {
      relate(company[i], "BASED_IN", country[i % countries]);
    }
    ASSERT_TRUE(tx->commit());
  }

  Result<LogicalPlan> plan(const std::string& text, std::uint64_t disabled_rules = 0) {
    ENTENTE_ASSIGN(Statement statement, parse_statement(text));
    auto shared = std::make_shared<const Statement>(std::move(statement));
    ENTENTE_ASSIGN(SemanticInfo info, analyze(*shared, text, procedures_));
    return make_plan(std::move(shared), std::move(info), text, *transaction_, procedures_,
                     disabled_rules, &samples_);
  }

  /// The plan as text, one operator per line, children indented, the second child of an operator
  /// further in; or the error.
  std::string explain(const std::string& text, std::uint64_t disabled_rules = 0,
                      bool estimates = false) {
    auto result = plan(text, disabled_rules);
    if (!result) return fmt::format("error: {}\n", result.error().message);
    std::string out;
    print(describe(*result), 0, estimates, out);
    for (const auto& notification : result->notifications) out += "! " + notification + "\n";
    return out;
  }

  static void print(const PlanNode& node, std::size_t depth, bool estimates, std::string& out) {
    out += std::string(depth * 2, ' ') + node.name;
    if (!node.details.empty()) out += " " + node.details;
    if (estimates) out += fmt::format(" ~{:.3g}", node.estimated_rows);
    out += '\n';
    // A chain reads from top to bottom without indentation; only second inputs are set in.
    for (std::size_t i = node.children.size(); i-- > 1;) {
      print(node.children[i], depth + 1, estimates, out);
    }
    if (!node.children.empty()) print(node.children[0], depth, estimates, out);
  }

  std::shared_ptr<storage::GraphStore> store_;
  std::unique_ptr<storage::Transaction> transaction_;
  storage::StatisticsCache samples_;
  TestProcedures procedures_;
};

}  // namespace entente::query
