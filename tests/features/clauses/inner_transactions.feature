Feature: CALL { … } IN TRANSACTIONS commits its rows in groups

  # Cypher manual, "CALL subqueries in transactions", section "Batching".
  Scenario: The default group has 1,000 rows, and all changes are counted together
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 2500) AS i
      CALL (i) { CREATE (:Item {i: i}) } IN TRANSACTIONS
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2500 |
      | +labels     | 1    |
      | +properties | 2500 |

  # Cypher manual, "CALL subqueries in transactions", section "Deleting a large volume of data".
  Scenario Outline: Rows come from the snapshot before the first inner transaction
    Given an empty graph
    And having executed:
      """
      CREATE (a:Item)-[:NEXT]->(:Item)-[:NEXT]->(:Item), (:Item)-[:NEXT]->(a), (:Other)
      """
    When executing query:
      """
      MATCH (n:Item) CALL (n) { DETACH DELETE n } IN TRANSACTIONS <batches>
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 4 |
      | -relationships | 3 |
      | -labels        | 1 |

    Examples:
      | batches                 |
      |                         |
      | OF 1 ROW                |
      | OF 2 ROWS               |
      | OF 1 + 2 ROWS           |

  # Cypher manual, "CALL subqueries in transactions", sections "ON ERROR CONTINUE", "ON ERROR BREAK".
  Scenario Outline: ON ERROR CONTINUE and BREAK give nulls for what failed
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0, 2, 4] AS i
      CALL (i) { CREATE (n:Person {num: 100 / i}) RETURN n }
      IN TRANSACTIONS OF <rows> ROWS ON ERROR <action>
      RETURN i, n.num AS num
      """
    Then the result should be, in order:
      | i | num |
      | 1 | <a> |
      | 0 | <b> |
      | 2 | <c> |
      | 4 | <d> |

    Examples:
      | rows | action   | a    | b    | c    | d    |
      | 1    | CONTINUE | 100  | null | 50   | 25   |
      | 2    | CONTINUE | null | null | 50   | 25   |
      | 1    | BREAK    | 100  | null | null | null |
      | 2    | BREAK    | null | null | null | null |

  # Cypher manual, "CALL subqueries in transactions", section "Status report".
  Scenario Outline: REPORT STATUS tells what became of each row's transaction
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0, 2] AS i
      CALL (i) { CREATE (n:Person {num: 100 / i}) RETURN n }
      IN TRANSACTIONS OF 1 ROW ON ERROR <action> REPORT STATUS AS s
      RETURN n.num AS num, s.started AS started, s.committed AS committed,
             s.errorMessage IS NULL AS fine, s.transactionId IS NULL AS unnamed
      """
    Then the result should be, in order:
      | num   | started | committed | fine  | unnamed |
      | 100   | true    | true      | true  | false   |
      | null  | true    | false     | false | false   |
      | <num> | <last>  | <last>    | true  | <none>  |

    Examples:
      | action              | num  | last  | none  |
      | CONTINUE            | 50   | true  | false |
      | BREAK               | null | false | true  |
      | RETRY               | 50   | true  | false |
      | RETRY THEN BREAK    | null | false | true  |

  # Cypher manual, "CALL subqueries in transactions", section "Status report".
  Scenario Outline: REPORT STATUS needs a failure that the query survives
    Given an empty graph
    When executing query:
      """
      CALL { CREATE (:A) } IN TRANSACTIONS <options> RETURN s
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | options                                       |
      | REPORT STATUS AS s                            |
      | ON ERROR FAIL REPORT STATUS AS s              |
      | ON ERROR RETRY THEN FAIL REPORT STATUS AS s   |

  # Cypher manual, "CALL subqueries in transactions", sections "ON ERROR RETRY", "Concurrent
  # transactions".
  Scenario Outline: Options that change how, not what
    Given an empty graph
    And parameters are:
      | duration | 10 |
    When executing query:
      """
      UNWIND range(1, 10) AS i
      CALL (i) { MERGE (u:User {id: i % 4}) RETURN u.id AS id } <options>
      RETURN sum(id) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 15  |

    Examples:
      | options                                                          |
      | IN TRANSACTIONS ON ERROR RETRY                                   |
      | IN TRANSACTIONS ON ERROR RETRY FOR 2.5 SECONDS                   |
      | IN TRANSACTIONS ON ERROR RETRY FOR $duration SECONDS THEN FAIL   |
      | IN CONCURRENT TRANSACTIONS OF 3 ROWS                             |
      | IN 3 CONCURRENT TRANSACTIONS OF 3 ROWS ON ERROR CONTINUE         |

  Scenario: Clauses behind it see what all inner transactions did
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 5) AS i
      CALL (i) { MERGE (c:Counter) SET c.n = coalesce(c.n, 0) + i RETURN c } IN TRANSACTIONS OF 1 ROW
      WITH i, c
      CREATE (:Seen {i: i})
      WITH DISTINCT c
      MATCH (s:Seen)
      RETURN c.n AS n, count(s) AS seen
      """
    Then the result should be, in any order:
      | n  | seen |
      | 15 | 5    |

  # What a reader had remembered of labels came from the state before.
  Scenario: Labels that were tested before are tested anew behind it
    Given an empty graph
    And having executed:
      """
      CREATE (:Done), (:Node {i: 1}), (:Node {i: 2})
      """
    When executing query:
      """
      MATCH (n:Node) WHERE NOT n:Done
      CALL (n) { SET n:Done } IN TRANSACTIONS OF 1 ROW
      RETURN n.i AS i, n:Done AS done
      """
    Then the result should be, in any order:
      | i | done |
      | 1 | true |
      | 2 | true |

  Scenario: An inner transaction that leaves a relationship without its node fails as a whole
    Given an empty graph
    And having executed:
      """
      CREATE (:A {i: 1}), (:A {i: 2})-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) WITH a ORDER BY a.i
      CALL (a) { DELETE a } IN TRANSACTIONS OF 1 ROW ON ERROR CONTINUE REPORT STATUS AS s
      RETURN s.committed AS committed
      """
    Then the result should be, in order:
      | committed |
      | true      |
      | false     |
    And the side effects should be:
      | -nodes      | 1 |
      | -properties | 1 |

  Scenario: OPTIONAL CALL in transactions keeps rows without result
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS i
      OPTIONAL CALL (i) { CREATE (n:N {i: i}) WITH n WHERE i = 2 RETURN n.i AS k }
      IN TRANSACTIONS OF 1 ROW
      RETURN i, k
      """
    Then the result should be, in any order:
      | i | k    |
      | 1 | null |
      | 2 | 2    |

  # Cypher manual, "CALL subqueries in transactions", section "Restrictions".
  Scenario Outline: Where IN TRANSACTIONS cannot stand
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | query                                                                                |
      | CALL { CALL { CREATE (:A) } IN TRANSACTIONS }                                        |
      | CALL { CALL { CREATE (:A) } IN TRANSACTIONS } IN TRANSACTIONS                        |
      | RETURN COUNT { CALL { CREATE (:A) } IN TRANSACTIONS RETURN 1 AS a } AS n             |
      | CALL { CREATE (:A) } IN TRANSACTIONS RETURN 1 AS a UNION RETURN 2 AS a               |
      | CREATE (:A) WITH 1 AS x CALL { CREATE (:A) } IN TRANSACTIONS                         |
      | CALL { CREATE (:A) } CALL { CREATE (:A) } IN TRANSACTIONS                            |
      | UNWIND [1] AS x FOREACH (i IN [1] \| CREATE (:A)) CALL { CREATE (:A) } IN TRANSACTIONS |

  # Cypher manual, "CALL subqueries in transactions", section "Restrictions".
  Scenario: After another one it may stand
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS i
      CALL (i) { CREATE (:A {i: i}) } IN TRANSACTIONS OF 1 ROW
      CALL (i) { MATCH (a:A) SET a.i = a.i + 10 } IN TRANSACTIONS OF 2 ROWS
      WITH DISTINCT 1 AS one
      MATCH (a:A) RETURN a.i AS i
      """
    Then the result should be, in any order:
      | i  |
      | 21 |
      | 22 |

  Scenario Outline: Wrong numbers
    Given an empty graph
    When executing query:
      """
      CALL { CREATE (:A) } <options>
      """
    Then a <error> should be raised at <phase>: <detail>

    Examples:
      | options                                       | error         | phase        | detail                  |
      | IN TRANSACTIONS OF 0 ROWS                     | ArgumentError | runtime      | InvalidArgumentValue    |
      | IN TRANSACTIONS OF -1 ROWS                    | SyntaxError   | compile time | NegativeIntegerArgument |
      | IN TRANSACTIONS OF 1.5 ROWS                   | SyntaxError   | compile time | InvalidArgumentType     |
      | IN TRANSACTIONS OF n ROWS                     | SyntaxError   | compile time | NonConstantExpression   |
      | IN TRANSACTIONS ON ERROR RETRY FOR -1 SECONDS | ArgumentError | runtime      | InvalidArgumentValue    |
