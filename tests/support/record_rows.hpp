#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "storage/graph/adjacency_view.hpp"
#include "storage/graph/transaction.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::testing {

/// (neighbour, relationship) of rows, by direction, type (-1: all as one) and node.
using RecordRow = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
using RecordRows = std::map<std::tuple<Direction, std::int64_t, std::uint64_t>, RecordRow>;

/// Rows put together from the records of all relationships, without any adjacency list.
inline RecordRows rows_of_records(storage::Transaction& tx) {
  using storage::RelationshipEnds;
  RecordRows rows;
  auto cursor = must(tx.all_relationships());
  std::vector<RelationshipEnds> ends(64);
  std::vector<RelationshipEnds> all;
  while (const std::size_t count = must(cursor->next(ends))) {
    all.insert(all.end(), ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(count));
  }
  for (const Direction direction : {Direction::outgoing, Direction::incoming}) {
    const bool out = direction == Direction::outgoing;
    std::sort(all.begin(), all.end(), [&](const RelationshipEnds& a, const RelationshipEnds& b) {
      return std::tuple(a.type, out ? a.target : a.source, a.id) <
             std::tuple(b.type, out ? b.target : b.source, b.id);
    });
    for (const RelationshipEnds& one : all) {
      const std::pair entry(static_cast<std::uint32_t>((out ? one.target : one.source).value),
                            static_cast<std::uint32_t>(one.id.value));
      const std::uint64_t node = (out ? one.source : one.target).value;
      rows[{direction, one.type.value, node}].push_back(entry);
      rows[{direction, -1, node}].push_back(entry);
    }
  }
  return rows;
}

/// Compares a view of one direction and type (-1: all) with rows, also for nodes that do not exist.
inline void expect_rows(const RecordRows& expected, const storage::AdjacencyView& view,
                        Direction direction, std::int64_t type) {
  for (std::uint64_t node = 0; node < view.node_end() + 70; ++node) {
    const auto it = expected.find({direction, type, node});
    const RecordRow none;
    const RecordRow& wanted = it == expected.end() ? none : it->second;
    view.prefetch(node);
    view.prefetch_row(node);
    const auto neighbours = view.neighbours(node);
    const auto relationships = view.relationships(node);
    ASSERT_EQ(neighbours.size(), wanted.size()) << "node " << node << ", type " << type;
    ASSERT_EQ(relationships.size(), wanted.size());
    EXPECT_EQ(view.degree(node), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      ASSERT_LT(neighbours[i], view.node_end());
      ASSERT_EQ(std::pair(neighbours[i], relationships[i]), wanted[i]) << "node " << node;
    }
  }
}

/// Compares the views of both directions, of each type, of all types and of one that nothing has
/// with the records. A reader that began before the topology of now was merged may have none, which
/// `may_be_gone` allows. Returns how many views there were.
inline int expect_views(storage::Transaction& tx, const std::vector<RelationshipTypeId>& types,
                        bool may_be_gone) {
  int views = 0;
  const RecordRows expected = rows_of_records(tx);
  std::vector<std::int64_t> wanted{-1, 999};
  for (const RelationshipTypeId type : types) wanted.push_back(type.value);
  for (const Direction direction : {Direction::outgoing, Direction::incoming}) {
    for (const std::int64_t type : wanted) {
      std::vector<RelationshipTypeId> one;
      if (type >= 0) one.push_back(RelationshipTypeId(static_cast<std::uint32_t>(type)));
      const auto view = must(tx.adjacency(direction, one));
      if (view) {
        ++views;
        expect_rows(expected, *view, direction, type);
      } else {
        EXPECT_TRUE(may_be_gone) << "type " << type;
      }
    }
  }
  return views;
}

}  // namespace entente::testing
