#pragma once

namespace entente::query::cost {

/// What steps of matching cost, in nanoseconds: estimates of their order of magnitude with topology
/// and columns in memory, not calibrated on the machine at hand. Only their ratios decide; what is
/// in the store alone is dearer nearly everywhere.

// Finding nodes.
constexpr double scanned_node = 4;   // next node of a scan
constexpr double sought_node = 150;  // one search in an index
constexpr double found_node = 10;    // each node an index gives
// Following relationships.
constexpr double expanded_row = 25;    // finding the list of a node
constexpr double followed = 6;         // each relationship in it
constexpr double looked_up = 60;       // is there one between two bound nodes
constexpr double searched_path = 900;  // a shortest path between two bound nodes
// Testing a row.
constexpr double label_test = 8;
constexpr double value_test = 40;
constexpr double subquery_test = 1500;
// Rows.
constexpr double row = 5;  // handing a row on
constexpr double opened_join = 2000;
constexpr double built_row = 90;  // putting a row into the table of a join
constexpr double probed_row = 45;
/// A table is filled before the first row is given, and estimates of what fills it are wrong where
/// a value leads to a hub: it must promise this much more than steps that go on from what is there.
constexpr double join_risk = 2;

}  // namespace entente::query::cost
