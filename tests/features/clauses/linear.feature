Feature: FINISH, FILTER, LET, and ORDER BY, SKIP and LIMIT as clauses of their own

  # Cypher manual, "FINISH".
  Scenario: FINISH ends a query without a result
    Given an empty graph
    When executing query:
      """
      CREATE (p:Person) FINISH
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  # Cypher manual, "FINISH".
  Scenario: A reading query may end with FINISH
    Given an empty graph
    When executing query:
      """
      MATCH (p:Person) FINISH
      """
    Then the result should be empty
    And no side effects

  Scenario: FINISH comes last
    Given an empty graph
    When executing query:
      """
      MATCH (p) FINISH RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  # Cypher manual, "FILTER", section "Differences between FILTER and WHERE".
  Scenario Outline: WHERE belongs to OPTIONAL MATCH, FILTER comes after it
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'Susan', age: 32}), (:Person {name: 'John', age: 40})
      """
    When executing query:
      """
      UNWIND [32, 37, 40] AS wanted
      OPTIONAL MATCH (p:Person) <condition> p.age = wanted
      RETURN collect(p.name) AS names, count(*) AS rows
      """
    Then the result should be (ignoring element order for lists):
      | names             | rows   |
      | ['Susan', 'John'] | <rows> |

    Examples:
      | condition | rows |
      | WHERE     | 3    |
      | FILTER    | 2    |

  # Cypher manual, "FILTER", section "FILTER as a substitute for WITH * WHERE".
  Scenario: FILTER keeps all variables
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x UNWIND ['a'] AS y FILTER x > 2 RETURN x, y
      """
    Then the result should be, in any order:
      | x | y   |
      | 3 | 'a' |
      | 4 | 'a' |

  Scenario Outline: FILTER wants a condition
    Given an empty graph
    When executing query:
      """
      UNWIND [1] AS x FILTER <condition> RETURN x
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | condition    | detail              |
      | 'a'          | InvalidArgumentType |
      | y > 1        | UndefinedVariable   |
      | count(x) > 1 | InvalidAggregation  |

  # Cypher manual, "LET", section "Chaining expressions".
  Scenario: LET adds variables and drops none
    Given an empty graph
    And having executed:
      """
      CREATE (:Product {name: 'Laptop', price: 1000}), (:Product {name: 'Coffee', price: 10})
      """
    When executing query:
      """
      MATCH (p:Product)
      LET isExpensive = p.price >= 500, price = p.price
      LET isAffordable = NOT isExpensive
      LET category = CASE WHEN isExpensive THEN 'High-end' ELSE 'Budget' END
      RETURN p.name AS product, price, isAffordable, category ORDER BY price
      """
    Then the result should be, in order:
      | product  | price | isAffordable | category   |
      | 'Coffee' | 10    | true         | 'Budget'   |
      | 'Laptop' | 1000  | false        | 'High-end' |

  # Cypher manual, "LET", sections "Variables in scope", "Aggregations and DISTINCT".
  Scenario Outline: What LET cannot do
    Given an empty graph
    When executing query:
      """
      UNWIND [1] AS x LET <items> RETURN x
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | items            | detail               |
      | x = 2            | VariableAlreadyBound |
      | y = 1, y = 2     | VariableAlreadyBound |
      | y = 1, z = y + 1 | UndefinedVariable    |
      | y = sum(x)       | InvalidAggregation   |

  # Cypher manual, "LET", section "Advanced examples".
  Scenario: LET, WITH and FILTER in turn
    Given an empty graph
    When executing query:
      """
      UNWIND [{who: 'A', sum: 900}, {who: 'A', sum: 105}, {who: 'B', sum: 100}] AS row
      LET who = row.who, part = row.sum * 0.5
      WITH who, sum(part) AS total
      LET category = CASE WHEN total > 400 THEN 'A' ELSE 'C' END
      FILTER category <> 'C'
      RETURN who, total, category
      """
    Then the result should be, in any order:
      | who | total | category |
      | 'A' | 502.5 | 'A'      |

  # Cypher manual, "ORDER BY", "SKIP", "LIMIT": sections on their use as standalone clauses.
  Scenario Outline: ORDER BY, SKIP, OFFSET and LIMIT without a projection
    Given an empty graph
    When executing query:
      """
      UNWIND [3, 1, 4, 2] AS x LET y = x * 10 <clause> RETURN collect(y) AS list
      """
    Then the result should be, in any order:
      | list   |
      | <list> |

    Examples:
      | clause                                 | list             |
      | ORDER BY x                             | [10, 20, 30, 40] |
      | ORDER BY -x LIMIT 2                    | [40, 30]         |
      | ORDER BY x DESC SKIP 1 LIMIT 2         | [30, 20]         |
      | ORDER BY y OFFSET 3                    | [40]             |
      | SKIP 2                                 | [40, 20]         |
      | LIMIT 1                                | [30]             |
      | LIMIT 0                                | []               |

  Scenario: A LIMIT in the middle lets writes before it happen for all rows
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x CREATE (:N {x: x}) LIMIT 1 RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario Outline: Errors of the standalone clauses
    Given an empty graph
    When executing query:
      """
      UNWIND [1] AS x <clause> RETURN x
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | clause            | detail                  |
      | ORDER BY y        | UndefinedVariable       |
      | ORDER BY count(x) | InvalidAggregation      |
      | LIMIT -1          | NegativeIntegerArgument |
      | SKIP x            | NonConstantExpression   |
      | LIMIT 1.5         | InvalidArgumentType     |
