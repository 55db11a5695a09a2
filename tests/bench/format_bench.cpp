// The inner loops of the format: lists, blocks, records, keys and CSV.

#include <benchmark/benchmark.h>

#include <random>

#include "storage/base/csv_reader.hpp"
#include "storage/format/adjacency_list.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/format/record.hpp"

namespace {

using namespace entente;
using namespace entente::storage;

std::string random_list(std::size_t entries) {
  std::mt19937_64 random(1);
  std::vector<AdjacencyEntry> list(entries);
  for (auto& entry : list) {
    entry = {NodeId(random() % 1'000'000), RelationshipId(random() % 10'000'000)};
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return encode_adjacency(list);
}

// Items are entries.
void decode_list(benchmark::State& state) {
  const std::string list = random_list(static_cast<std::size_t>(state.range(0)));
  std::vector<NodeId> neighbours;
  std::vector<RelationshipId> relationships;
  for (auto _ : state) {
    neighbours.clear();
    relationships.clear();
    benchmark::DoNotOptimize(decode_adjacency(list, neighbours, &relationships).has_value());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["bytes_per_entry"] = static_cast<double>(list.size()) / state.range(0);
}
BENCHMARK(decode_list)->Arg(10)->Arg(1000)->Arg(20000);

void decode_neighbours_only(benchmark::State& state) {
  const std::string list = random_list(static_cast<std::size_t>(state.range(0)));
  std::vector<NodeId> neighbours;
  for (auto _ : state) {
    neighbours.clear();
    benchmark::DoNotOptimize(decode_adjacency(list, neighbours, nullptr).has_value());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(decode_neighbours_only)->Arg(1000);

// Reading a hub with operands that were not compacted yet.
void merge_into_list(benchmark::State& state) {
  const std::string list = random_list(20000);
  std::vector<std::string> operands;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    operands.push_back(adjacency_insert_operand(
        {NodeId(static_cast<std::uint64_t>(i * 37)), RelationshipId(20'000'000)}));
  }
  const std::vector<std::string_view> views(operands.begin(), operands.end());
  for (auto _ : state) benchmark::DoNotOptimize(merge_adjacency(list, views).has_value());
}
BENCHMARK(merge_into_list)->Arg(1)->Arg(300);

void decode_label_bitmap(benchmark::State& state) {
  std::vector<std::uint16_t> slots;
  for (std::uint32_t slot = 0; slot < label_block_slots; slot += 3) {
    slots.push_back(static_cast<std::uint16_t>(slot));
  }
  const std::string block = encode_label_block(slots);
  std::vector<NodeId> nodes;
  for (auto _ : state) {
    nodes.clear();
    benchmark::DoNotOptimize(decode_label_block(block, 0, nodes).has_value());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(slots.size()));
}
BENCHMARK(decode_label_bitmap);

// The last of ten properties without decoding the others.
void one_property_of_ten(benchmark::State& state) {
  NodeRecord record;
  record.labels = {LabelId(1), LabelId(2)};
  for (std::uint32_t key = 0; key < 10; ++key) {
    record.properties.emplace_back(PropertyKeyId(key),
                                   key % 2 == 0 ? Value("a text of usual length") : Value(1000));
  }
  const std::string bytes = encode_node(record);
  for (auto _ : state) {
    benchmark::DoNotOptimize(decode_node_property(bytes, PropertyKeyId(9)).has_value());
  }
}
BENCHMARK(one_property_of_ten);

void encode_index_value(benchmark::State& state) {
  const std::vector<Value> values = {Value(42), Value(2.5), Value("a text of usual length")};
  std::string out;
  for (auto _ : state) {
    out.clear();
    for (const Value& value : values) append_ordered_value(out, value);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations() * 3);
}
BENCHMARK(encode_index_value);

void read_csv(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < 10000; ++i) {
    text += "P" + std::to_string(i) + ",\"Smith, Ann\"," + std::to_string(i * 7) + ",2001-02-03\n";
  }
  std::vector<CsvField> fields;
  for (auto _ : state) {
    CsvReader reader = CsvReader::from_text(text);
    while (reader.next(fields).value_or(false)) benchmark::DoNotOptimize(fields.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_csv);

}  // namespace
