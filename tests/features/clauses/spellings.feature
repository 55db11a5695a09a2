Feature: Other spellings of clauses, and what may stand before a query

  # Cypher manual, "INSERT".
  Scenario: INSERT is CREATE
    Given an empty graph
    When executing query:
      """
      INSERT (a:Person&Leader {name: 'A'})-[:LEADS]->(b IS Country)
      RETURN labels(a) AS a, labels(b) AS b
      """
    Then the result should be, in any order:
      | a                    | b           |
      | ['Leader', 'Person'] | ['Country'] |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 3 |
      | +properties    | 1 |

  # Cypher manual, "DELETE", section "NODETACH DELETE".
  Scenario: NODETACH DELETE is DELETE
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (n) NODETACH DELETE n
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes  | 1 |
      | -labels | 1 |

  Scenario: NODETACH DELETE keeps the relationships of a node
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (n:A) NODETACH DELETE n
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode

  # Cypher manual, "SET", section "Set a label on a node", and "REMOVE".
  Scenario: Labels are set and removed with IS
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (n:A) SET n IS B REMOVE n IS A RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | ['B']  |

  # Cypher manual, "Selecting Cypher version".
  Scenario Outline: CYPHER and its options stand before a query
    Given any graph
    When executing query:
      """
      <prefix> RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    Examples:
      | prefix                                |
      | CYPHER                                |
      | CYPHER 5                              |
      | CYPHER 25                             |
      | CYPHER 25 runtime=slotted             |
      | cypher runtime = slotted planner=cost |

  Scenario: There are two versions of the language
    Given any graph
    When executing query:
      """
      CYPHER 26 RETURN 1
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  # Cypher manual, "Quantified path patterns", section "Quantified relationships".
  Scenario: The WHERE of a quantified relationship is about one relationship
    Given an empty graph
    And having executed:
      """
      CREATE (:S {n: 0})-[:T {v: 1}]->({n: 1})-[:T {v: 2}]->({n: 2})-[:T {v: 3}]->({n: 3})
      """
    When executing query:
      """
      MATCH (:S)-[r:T WHERE r.v < 3]->+(x) RETURN x.n AS n, size(r) AS steps
      """
    Then the result should be, in any order:
      | n | steps |
      | 1 | 1     |
      | 2 | 2     |

  Scenario: Parts of a path in parentheses may say WHERE
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {v: 1})-[:U]->(:C {v: 5}),
             (:A {v: 1})-[:T]->(:B {v: 2})-[:U]->(:C {v: 6})
      """
    When executing query:
      """
      MATCH ((a:A)-[:T]->(b) WHERE a.v = b.v)-[:U]->(c) RETURN c.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 5 |
