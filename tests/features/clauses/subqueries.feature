Feature: CALL { … } and what it sees of the query around

  # Cypher manual, "CALL subqueries", section "Execution".
  Scenario: A subquery runs once for each row
    Given an empty graph
    When executing query:
      """
      UNWIND [0, 1, 2] AS x CALL () { RETURN 'hello' AS greeting } RETURN x, greeting
      """
    Then the result should be, in any order:
      | x | greeting |
      | 0 | 'hello'  |
      | 1 | 'hello'  |
      | 2 | 'hello'  |

  # Cypher manual, "CALL subqueries", section "Execution".
  Scenario: Each run sees what the runs before it did
    Given an empty graph
    And having executed:
      """
      CREATE (:Counter {count: 0})
      """
    When executing query:
      """
      UNWIND [1, 2, 3] AS x
      CALL () { MATCH (n:Counter) SET n.count = n.count + 1 RETURN n.count AS inner }
      WITH inner
      MATCH (n:Counter)
      RETURN inner, n.count AS total
      """
    Then the result should be, in any order:
      | inner | total |
      | 1     | 3     |
      | 2     | 3     |
      | 3     | 3     |

  # Cypher manual, "CALL subqueries", section "Execution order of CALL subqueries".
  Scenario: The rows' order is the order of the runs
    Given an empty graph
    And having executed:
      """
      CREATE (:Player {name: 'A', age: 21}), (:Player {name: 'B', age: 23}),
             (:Player {name: 'C', age: 19})
      """
    When executing query:
      """
      MATCH (p:Player) WITH p ORDER BY p.age ASC LIMIT 1 SET p:ListHead
      WITH * MATCH (next:Player) WHERE NOT next:ListHead
      WITH next ORDER BY next.age
      CALL (next) {
        MATCH (current:ListHead) REMOVE current:ListHead
        SET next:ListHead
        CREATE (current)-[:IS_YOUNGER_THAN]->(next)
        RETURN current AS from, next AS to
      }
      RETURN from.name AS from, to.name AS to
      """
    Then the result should be, in any order:
      | from | to  |
      | 'C'  | 'A' |
      | 'A'  | 'B' |

  # Cypher manual, "CALL subqueries", section "Post-union processing".
  Scenario: A UNION is worked on further
    Given an empty graph
    And having executed:
      """
      CREATE (:P {age: 20}), (:P {age: 30}), (:P {age: 40})
      """
    When executing query:
      """
      CALL () {
        MATCH (p:P) RETURN p ORDER BY p.age ASC LIMIT 1
        UNION
        MATCH (p:P) RETURN p ORDER BY p.age DESC LIMIT 1
      }
      RETURN p.age AS age ORDER BY age
      """
    Then the result should be, in order:
      | age |
      | 20  |
      | 40  |

  # Cypher manual, "CALL subqueries", section "The variable scope clause".
  Scenario: Imported variables stay visible behind every WITH of the subquery
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x
      CALL (x) {
        UNWIND [1, 2, 3] AS y WITH count(y) AS c WHERE c > x
        WITH DISTINCT c
        RETURN c + x AS sum
      }
      RETURN x, sum
      """
    Then the result should be, in any order:
      | x | sum |
      | 1 | 4   |
      | 2 | 5   |

  # Cypher manual, "EXISTS subqueries", section "Outside variable scope".
  Scenario: Variables around EXISTS, COUNT and COLLECT stay visible behind every WITH
    Given an empty graph
    And having executed:
      """
      CREATE (a:Person {name: 'A'})-[:HAS_DOG]->(:Dog {name: 'Ozzy'}), (:Person {name: 'B'})
      """
    When executing query:
      """
      MATCH (person:Person)
      WHERE EXISTS {
        WITH 'Ozzy' AS dogName
        MATCH (person)-[:HAS_DOG]->(d:Dog) WHERE d.name = dogName
        RETURN person.name
      }
      RETURN person.name AS name,
             COLLECT { UNWIND [1, 2] AS i WITH sum(i) AS s RETURN person.name + s } AS sums
      """
    Then the result should be, in any order:
      | name | sums   |
      | 'A'  | ['A3'] |

  # Cypher manual, "CALL subqueries", sections "The variable scope clause", "Importing WITH"; "EXISTS
  # subqueries", section "Outside variable scope".
  Scenario Outline: Names that cannot be given again
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x, 2 AS y <call>
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

    Examples:
      | call                                                       |
      | CALL (x) { WITH 2 AS x RETURN x AS z } RETURN z            |
      | CALL (x) { UNWIND [1] AS x RETURN x AS z } RETURN z        |
      | CALL (x) { RETURN 2 AS y } RETURN y                        |
      | CALL { WITH x RETURN x } RETURN x                          |
      | CALL { RETURN 1 AS x } RETURN x                            |
      | RETURN COUNT { WITH 2 AS x RETURN x } AS n                 |

  # Cypher manual, "CALL subqueries", section "Importing WITH".
  Scenario: Each part of a UNION imports for itself
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x CALL { WITH x RETURN x AS y UNION WITH x RETURN x * 10 AS y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y  |
      | 1 | 1  |
      | 1 | 10 |
      | 2 | 2  |
      | 2 | 20 |

  Scenario Outline: What is not imported is not there
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x, 2 AS y <call>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | call                                                                       |
      | CALL () { RETURN x AS z } RETURN z                                         |
      | CALL { RETURN x AS z } RETURN z                                            |
      | CALL (y) { RETURN x AS z } RETURN z                                        |
      | CALL (w) { RETURN w AS z } RETURN z                                        |
      | CALL { WITH y RETURN x AS z } RETURN z                                     |
      | CALL { WITH x RETURN x AS z UNION RETURN x AS z } RETURN z                 |
      | CALL { WITH x WITH x + 1 AS w RETURN x AS z } RETURN z                     |

  # Cypher manual, "CALL subqueries", section "Importing WITH".
  Scenario Outline: The WITH that imports names variables and does nothing else
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x CALL { <with> RETURN 1 AS z } RETURN z
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | with                 |
      | WITH x AS y          |
      | WITH x + 1 AS y      |
      | WITH x WHERE x > 0   |
      | WITH x LIMIT 1       |
      | WITH x ORDER BY x    |
      | WITH DISTINCT x      |

  Scenario: A first WITH that takes nothing from outside is a WITH as any other
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x CALL { WITH 2 AS y WHERE y > 1 RETURN y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 2 |

  Scenario: What a subquery returns needs a name
    Given an empty graph
    When executing query:
      """
      CALL () { RETURN 1 + 1 } RETURN 1
      """
    Then a SyntaxError should be raised at compile time: NoExpressionAlias

  # Cypher manual, "CALL subqueries", section "Optional subquery calls".
  Scenario: OPTIONAL CALL gives nulls where the subquery gives no row
    Given an empty graph
    And having executed:
      """
      CREATE (:Player {name: 'A'})-[:PLAYS_FOR]->(:Team {name: 'T'}), (:Player {name: 'B'})
      """
    When executing query:
      """
      MATCH (p:Player)
      OPTIONAL CALL (p) { MATCH (p)-[:PLAYS_FOR]->(team:Team) RETURN team, 1 AS one }
      RETURN p.name AS name, team.name AS team, one
      """
    Then the result should be, in any order:
      | name | team | one  |
      | 'A'  | 'T'  | 1    |
      | 'B'  | null | null |

  Scenario: OPTIONAL CALL of a subquery that writes
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS i
      OPTIONAL CALL (i) { CREATE (n:N {i: i}) WITH n WHERE n.i > 1 RETURN n }
      OPTIONAL CALL (i) { CREATE (:Unit) }
      RETURN i, n.i AS k
      """
    Then the result should be, in any order:
      | i | k    |
      | 1 | null |
      | 2 | 2    |
    And the side effects should be:
      | +nodes      | 4 |
      | +labels     | 2 |
      | +properties | 2 |

  # Cypher manual, "CALL procedure", section "Optional procedure calls".
  Scenario: OPTIONAL CALL of a procedure
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      UNWIND ['A', 'C'] AS wanted
      OPTIONAL CALL db.labels() YIELD label WHERE label = wanted
      RETURN wanted, label
      """
    Then the result should be, in any order:
      | wanted | label |
      | 'A'    | 'A'   |
      | 'C'    | null  |

  # Cypher manual, "CALL subqueries", section "Returning subqueries and unit subqueries".
  Scenario: A subquery without RETURN leaves the rows as they are
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'A'}), (:P {name: 'B'})
      """
    When executing query:
      """
      MATCH (p:P) CALL (p) { UNWIND range(1, 5) AS i CREATE (:Clone {name: p.name}) }
      RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And the side effects should be:
      | +nodes      | 10 |
      | +labels     | 1  |
      | +properties | 10 |
