Feature: Parameters

  # Cypher manual, "Parameters". A parameter stands for a value, wherever an expression may stand;
  # never for a part of the query's text.

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'Ada', age: 36})-[:KNOWS {since: 1833}]->(:Person {name: 'Bob', age: 40})
      """
    And parameters are:
      | name    | 'Ada'                                              |
      | two     | 2                                                  |
      | list    | [1, 2, 3]                                          |
      | props   | {name: 'Cid', age: 20}                             |
      | key     | 'age'                                              |
      | rows    | [{id: 1, tags: ['a']}, {id: 2, tags: ['b', 'c']}]  |
      | pattern | 'A.*'                                              |
      | nothing | null                                               |
      | 0       | 'zero'                                             |
      | match   | 'a keyword'                                        |

  Scenario: In expressions of every kind
    When executing query:
      """
      RETURN $two + 1 AS sum, $list[0..$two] AS slice, $list[$two] AS item, $props.name AS property,
             $props[$key] AS dynamic, $rows[1].tags[0] AS deep, $name =~ $pattern AS regex,
             $two IN $list AS member, $name STARTS WITH 'A' AS prefix, $nothing IS NULL AS unset,
             CASE $two WHEN 2 THEN $name END AS cased, [x IN $list WHERE x > $two | x * $two] AS list,
             reduce(a = $two, x IN $list | a + x) AS reduced, any(x IN $list WHERE x = $two) AS any,
             {key: $two} AS map, $0 AS numbered, $match AS keyword
      """
    Then the result should be, in any order:
      | sum | slice  | item | property | dynamic | deep | regex | member | prefix | unset | cased | list | reduced | any  | map      | numbered | keyword     |
      | 3   | [1, 2] | 3    | 'Cid'    | 20      | 'b'  | true  | true   | true   | true  | 'Ada' | [6]  | 8       | true | {key: 2} | 'zero'   | 'a keyword' |

  Scenario: In patterns, as values of properties and in their conditions
    When executing query:
      """
      MATCH (a:Person {name: $name})-[r:KNOWS WHERE r.since > $two]->(b WHERE b[$key] > $two)
      RETURN a.name AS a, b.name AS b
      """
    Then the result should be, in any order:
      | a     | b     |
      | 'Ada' | 'Bob' |

  Scenario: In variable-length patterns
    When executing query:
      """
      MATCH (a {name: $name})-[rs:KNOWS*1..2 {since: $rows[0].id + 1832}]->(b) RETURN b.name AS b
      """
    Then the result should be, in any order:
      | b     |
      | 'Bob' |

  Scenario Outline: All properties of what is matched must be written out
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

    Examples:
      | query                             |
      | MATCH (p:Person $props) RETURN p  |
      | MATCH ()-[r:KNOWS $props]->() RETURN r |
      | MERGE (p:Person $props) RETURN p  |

  Scenario: All properties of what is created
    When executing query:
      """
      CREATE (p:New $props)-[r:R $props]->(:New {age: $props.age + 1}) RETURN p.name AS p, r.age AS r
      """
    Then the result should be, in any order:
      | p     | r  |
      | 'Cid' | 20 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 1 |
      | +properties    | 5 |

  Scenario: In clauses that write
    When executing query:
      """
      MATCH (p:Person {name: $name})
      SET p[$key] = $two, p += $props, p.list = $list
      REMOVE p.name
      FOREACH (x IN $list | CREATE (:Item {value: x + $two}))
      RETURN properties(p) AS p
      """
    Then the result should be, in any order:
      | p                          |
      | {age: 20, list: [1, 2, 3]} |
    When executing query:
      """
      MERGE (p:Person {age: $props.age}) ON MATCH SET p = $props ON CREATE SET p.new = true
      RETURN properties(p) AS p
      """
    Then the result should be, in any order:
      | p                      |
      | {name: 'Cid', age: 20} |

  Scenario: In SKIP and LIMIT, calculated too
    When executing query:
      """
      UNWIND $list AS x WITH x ORDER BY x DESC LIMIT $two + 0 RETURN x SKIP $two - 1
      """
    Then the result should be, in any order:
      | x |
      | 2 |

  Scenario Outline: SKIP and LIMIT want a number of rows
    And parameters are:
      | wrong | <value> |
    When executing query:
      """
      UNWIND $list AS x RETURN x <clause> $wrong
      """
    Then a SyntaxError should be raised at any time: <detail>

    Examples:
      | clause | value | detail                  |
      | LIMIT  | 'two' | InvalidArgumentType     |
      | LIMIT  | -1    | NegativeIntegerArgument |
      | SKIP   | 1.5   | InvalidArgumentType     |
      | SKIP   | null  | InvalidArgumentType     |

  Scenario: In subqueries
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) { WITH p WHERE p.name = $name RETURN $two AS n UNION ALL RETURN 0 AS n }
      RETURN p.name AS name, sum(n) AS n, EXISTS { (p)-->(:Person {age: $two * 20}) } AS knows,
             COUNT { MATCH (q) WHERE q.name = $name } AS ada, COLLECT { UNWIND $list AS x RETURN x } AS list
      """
    Then the result should be, in any order:
      | name  | n | knows | ada | list      |
      | 'Ada' | 2 | true  | 1   | [1, 2, 3] |
      | 'Bob' | 0 | false | 1   | [1, 2, 3] |

  Scenario: Lists of maps become rows
    When executing query:
      """
      UNWIND $rows AS row UNWIND row.tags AS tag RETURN row.id AS id, tag
      """
    Then the result should be, in any order:
      | id | tag |
      | 1  | 'a' |
      | 2  | 'b' |
      | 2  | 'c' |

  Scenario: Null stands for no rows and matches nothing
    When executing query:
      """
      UNWIND $nothing AS x RETURN x
      """
    Then the result should be empty
    When executing query:
      """
      MATCH (p:Person {name: $nothing}) RETURN p
      """
    Then the result should be empty

  Scenario: As arguments of procedures, said or by name
    And there exists a procedure test.twice(name :: STRING?, two :: INTEGER?) :: (out :: STRING?):
      | name  | two | out      |
      | 'Ada' | 2   | 'AdaAda' |
    When executing query:
      """
      CALL test.twice($name, $two)
      """
    Then the result should be, in any order:
      | out      |
      | 'AdaAda' |
    When executing query:
      """
      CALL test.twice
      """
    Then the result should be, in any order:
      | out      |
      | 'AdaAda' |

  Scenario: The same text with other values gives other answers
    When executing query:
      """
      MATCH (p:Person {name: $name}) RETURN p.age AS age
      """
    Then the result should be, in any order:
      | age |
      | 36  |
    And parameters are:
      | name | 'Bob' |
    When executing query:
      """
      MATCH (p:Person {name: $name}) RETURN p.age AS age
      """
    Then the result should be, in any order:
      | age |
      | 40  |

  Scenario: With an index the same
    And having executed:
      """
      CREATE INDEX FOR (p:Person) ON (p.age)
      """
    When executing query:
      """
      MATCH (p:Person) WHERE p.age IN [$props.age, 36] OR p.age > $two * 19 RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ada' |
      | 'Bob' |

  Scenario: A text is a value, never a part of the query
    And parameters are:
      | name | '\' OR true //' |
    When executing query:
      """
      MATCH (p:Person) WHERE p.name = $name RETURN p
      """
    Then the result should be empty

  Scenario: A parameter that was not given
    When executing query:
      """
      MATCH (p:Nobody) RETURN $missing
      """
    Then a ParameterMissing should be raised at any time: MissingParameter
