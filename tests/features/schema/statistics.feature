Feature: Statistics

  Background:
    Given an empty graph
    And having executed:
      """
      UNWIND range(0, 9) AS i
      CREATE (a:A {k: i % 2, name: 'n' + i})
      WITH collect(a) AS made
      UNWIND range(1, 4) AS i
      WITH made[0] AS hub, made[i] AS other
      CREATE (hub)-[:R]->(other)
      """

  Scenario: Exact counts
    When executing query:
      """
      CALL db.stats.counts() YIELD label, relationshipType, direction, count
      RETURN label, relationshipType, direction, count
      """
    Then the result should be, in any order:
      | label | relationshipType | direction  | count |
      | null  | null             | null       | 10    |
      | 'A'   | null             | null       | 10    |
      | null  | '*'              | null       | 4     |
      | null  | 'R'              | null       | 4     |
      | 'A'   | 'R'              | 'OUTGOING' | 4     |
      | 'A'   | 'R'              | 'INCOMING' | 4     |
    And no side effects

  Scenario: A sample of values
    When executing query:
      """
      CALL db.stats.values('A', 'k') YIELD nodes, sampled, present, distinctValues, mostCommon
      RETURN nodes, sampled, present, distinctValues, mostCommon
      """
    Then the result should be, in any order:
      | nodes | sampled | present | distinctValues | mostCommon           |
      | 10    | 10      | 1.0     | 2.0            | [[0, 0.5], [1, 0.5]] |
    And no side effects

  Scenario: A sample of degrees
    When executing query:
      """
      CALL db.stats.degrees('A', 'R') YIELD direction, least, greatest, share
      RETURN direction, least, greatest, share
      """
    Then the result should be, in any order:
      | direction  | least | greatest | share |
      | 'OUTGOING' | 0     | 0        | 0.9   |
      | 'OUTGOING' | 4     | 7        | 0.1   |
      | 'INCOMING' | 0     | 0        | 0.6   |
      | 'INCOMING' | 1     | 1        | 0.4   |
    And no side effects

  Scenario: Nothing is known of names nobody used
    When executing query:
      """
      CALL db.stats.values('Nobody', 'k') YIELD nodes RETURN nodes
      """
    Then the result should be empty
    And no side effects

  Scenario: Bounds that compare with nothing are planned like others
    When executing query:
      """
      MATCH (n:A) WHERE n.k > 0 AND n.k < null OR n.k >= [null] RETURN n
      """
    Then the result should be empty
    When executing query:
      """
      MATCH (n:A) WHERE null < n.k AND n.k < 5 RETURN n
      """
    Then the result should be empty
    And no side effects
