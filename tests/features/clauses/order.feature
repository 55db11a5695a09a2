Feature: What the manual shows of ORDER BY, and grouping keys

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (:N {name: 'A', age: 34, size: 170}), (:N {name: 'B', age: 36}),
             (:N {name: 'C', age: 32, size: 185})
      """

  # Cypher manual, "ORDER BY": sections on expressions, descending order, null, WITH.
  Scenario Outline: Orders
    When executing query:
      """
      MATCH (n:N) WITH n ORDER BY <keys> RETURN collect(n.name) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | keys                         | names           |
      | n.age                        | ['C', 'A', 'B'] |
      | n.age DESC                   | ['B', 'A', 'C'] |
      | n.size                       | ['A', 'C', 'B'] |
      | n.size DESCENDING            | ['B', 'C', 'A'] |
      | n.size IS NULL, n.name DESC  | ['C', 'A', 'B'] |
      | keys(n), n.name              | ['B', 'A', 'C'] |
      | size(keys(n)) DESC, n.age    | ['C', 'A', 'B'] |
      | elementId(n)                 | ['A', 'B', 'C'] |

  # Cypher manual, "ORDER BY", section "Ordering aggregated or DISTINCT results"; "Aggregating
  # functions", section "Grouping keys".
  Scenario Outline: What ORDER BY sees of a grouping
    When executing query:
      """
      MATCH (n:N) RETURN n.age > 33 AS old, count(*) AS c ORDER BY <key>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | key                | detail                         |
      | n.age              | UndefinedVariable              |
      | max(n.age)         | UndefinedVariable              |
      | sum(1)             | InvalidAggregation             |
      | n.age > 33 AND count(*) > 1 | AmbiguousAggregationExpression |

  Scenario: … and what it may use
    When executing query:
      """
      MATCH (n:N) RETURN n.age > 33 AS old, count(*) AS c ORDER BY count(*), old, c + count(*)
      """
    Then the result should be, in order:
      | old   | c |
      | false | 1 |
      | true  | 2 |

  # Cypher manual, "Aggregating functions", section "Grouping keys".
  Scenario Outline: Beside an aggregate only grouping keys may stand
    When executing query:
      """
      MATCH (n:N) WITH n, n.age AS age RETURN <items>
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

    Examples:
      | items                           |
      | age + count(*) AS x             |
      | n.age + count(*) AS x           |
      | age + 1, age + 1 + count(*) AS x |
      | {a: age, c: count(*)} AS x      |
      | n {.name, c: count(*)} AS x     |

  Scenario Outline: … as keys of their own, or properties of one
    When executing query:
      """
      MATCH (n:N) WITH n, n.age AS age RETURN <items>
      """
    Then the result should be (ignoring element order for lists):
      | k  | x  |
      | 34 | 35 |
      | 36 | 37 |
      | 32 | 33 |

    Examples:
      | items                                  |
      | age AS k, age + count(*) AS x          |
      | n.age AS k, n.age + count(*) AS x      |
      | n.age AS k, size([i IN range(1, n.age) \| i]) + count(*) AS x |

  Scenario: An operand in the middle of a chain is evaluated once
    When executing query:
      """
      UNWIND range(1, 2000) AS i WITH i WHERE 0.5 <= rand() < 0.5 RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |
