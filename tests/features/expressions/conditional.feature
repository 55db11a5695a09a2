Feature: Extended CASE

  # Cypher manual, "Conditional expressions (CASE)", section "Extended Simple CASE".
  Scenario: Tests leave out the subject, and several are joined by commas
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'Alice', eyes: 'brown', age: 38}),
             (:Person {name: 'Bob', eyes: 'blue', age: 25}),
             (:Person {name: 'Charlie', eyes: 'green', age: 53}),
             (:Person {name: 'Daniel', eyes: 'brown'}),
             (:Person {name: 'Eskil', eyes: 'blue', age: 41})
      """
    When executing query:
      """
      MATCH (n:Person)
      RETURN n.name AS name,
        CASE n.age
          WHEN IS NULL, IS NOT TYPED INTEGER | FLOAT THEN 'unknown'
          WHEN = 0, = 1, = 2 THEN 'baby'
          WHEN <= 13 THEN 'child'
          WHEN < 20 THEN 'teenager'
          WHEN < 30 THEN 'young adult'
          WHEN > 1000 THEN 'immortal'
          ELSE 'adult'
        END AS result
      """
    Then the result should be, in any order:
      | name      | result        |
      | 'Alice'   | 'adult'       |
      | 'Bob'     | 'young adult' |
      | 'Charlie' | 'adult'       |
      | 'Daniel'  | 'unknown'     |
      | 'Eskil'   | 'adult'       |

  Scenario Outline: Every kind of test
    Given any graph
    When executing query:
      """
      RETURN CASE <subject> WHEN <tests> THEN 'yes' ELSE 'no' END AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | subject   | tests                 | value |
      | 3         | 1, 2, 3               | 'yes' |
      | 3         | 1, 2                  | 'no'  |
      | null      | null, 1               | 'no'  |
      | null      | IS NULL               | 'yes' |
      | 3         | IS NOT NULL           | 'yes' |
      | 3         | > 5, < 4              | 'yes' |
      | 3         | >= 4, <> 3            | 'no'  |
      | 3         | IN [1, 3]             | 'yes' |
      | 'abc'     | STARTS WITH 'a'       | 'yes' |
      | 'abc'     | ENDS WITH 'a'         | 'no'  |
      | 'abc'     | CONTAINS 'b'          | 'yes' |
      | 'abc'     | =~ '[a-c]+'           | 'yes' |
      | 'abc'     | IS :: STRING          | 'yes' |
      | 'abc'     | IS NOT :: STRING      | 'no'  |
      | 'abc'     | IS NORMALIZED         | 'yes' |
      | 2 + 3     | > 2 * 2               | 'yes' |
      | true      | true OR false, 1      | 'yes' |
      | [1, 2]    | [1], [1, 2]           | 'yes' |

  Scenario: A CASE in a test or a result has a subject of its own
    Given any graph
    When executing query:
      """
      UNWIND [1, 5, 9] AS x
      RETURN CASE x
          WHEN > CASE x + 1 WHEN > 5 THEN 6 ELSE 3 END
            THEN CASE x WHEN > 8 THEN 'large' ELSE 'middle' END
          ELSE 'small'
        END AS size
      """
    Then the result should be, in order:
      | size     |
      | 'small'  |
      | 'small'  |
      | 'large'  |

  Scenario: The subject is evaluated once
    Given any graph
    When executing query:
      """
      UNWIND range(1, 200) AS i
      WITH CASE rand() WHEN < 0.5, >= 0.5 THEN 1 ELSE 0 END AS hit
      RETURN sum(hit) AS hits
      """
    Then the result should be, in any order:
      | hits |
      | 200  |

  Scenario: Aggregates may be the subject and stand in the results
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x
      RETURN CASE count(*) WHEN 1, 2 THEN 'few' WHEN > 2 THEN 'sum ' || toString(sum(x)) END AS x
      """
    Then the result should be, in any order:
      | x       |
      | 'sum 6' |

  Scenario: It may be sorted by, grouped by and filtered with
    Given any graph
    When executing query:
      """
      UNWIND range(1, 6) AS x
      WITH x WHERE CASE x WHEN < 2, > 5 THEN false ELSE true END
      RETURN CASE x WHEN > 3 THEN 'high' ELSE 'low' END AS class, count(*) AS n
      ORDER BY CASE class WHEN = 'high' THEN 0 ELSE 1 END
      """
    Then the result should be, in order:
      | class  | n |
      | 'high' | 2 |
      | 'low'  | 2 |

  Scenario: A failing test names its place
    Given any graph
    When executing query:
      """
      RETURN CASE 1 WHEN > 1 AND true THEN 1 END
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: Without a subject there is nothing to test
    Given any graph
    When executing query:
      """
      RETURN CASE WHEN > 1 THEN 1 END
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
