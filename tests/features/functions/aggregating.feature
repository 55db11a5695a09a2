# Cypher manual, "Aggregating functions".
Feature: Aggregating functions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (keanu:Person {name: 'Keanu Reeves', age: 58}), (liam:Person {name: 'Liam Neeson', age: 70}),
             (carrie:Person {name: 'Carrie Anne Moss', age: 55}), (guy:Person {name: 'Guy Pearce', age: 55}),
             (kathryn:Person {name: 'Kathryn Bigelow', age: 71}), (speed:Movie {title: 'Speed'}),
             (keanu)-[:ACTED_IN]->(speed), (keanu)-[:KNOWS]->(carrie), (keanu)-[:KNOWS]->(liam),
             (keanu)-[:KNOWS]->(kathryn), (carrie)-[:KNOWS]->(guy), (liam)-[:KNOWS]->(guy)
      """

  Scenario Outline: Over a property
    When executing query:
      """
      MATCH (p:Person)
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                         | value  |
      | avg(p.age)                                         | 61.8   |
      | count(p.age)                                       | 5      |
      | count(p.height)                                    | 0      |
      | count(*)                                           | 5      |
      | count(DISTINCT p.age)                              | 4      |
      | count(ALL p.age)                                   | 5      |
      | max(p.age)                                         | 71     |
      | min(p.age)                                         | 55     |
      | sum(p.age)                                         | 309    |
      | sum(DISTINCT p.age)                                | 254    |
      | sum(p.height)                                      | 0      |
      | avg(p.height)                                      | null   |
      | percentileCont(p.age, 0.4)                         | 56.8   |
      | percentileCont(p.age, 0)                           | 55.0   |
      | percentileCont(p.age, 1)                           | 71.0   |
      | percentileDisc(p.age, 0.5)                         | 58     |
      | percentileDisc(p.age, 0)                           | 55     |
      | percentileDisc(p.age, 1)                           | 71     |
      | round(stDev(p.age), 9)                             | 8.043631021 |
      | round(stDevP(p.age), 9)                            | 7.194442299 |
      | size(collect(p.age))                               | 5      |
      | coll.sort(collect(DISTINCT p.age))                 | [55, 58, 70, 71] |

  Scenario: Counting by a grouping key
    When executing query:
      """
      MATCH (:Person {name: 'Keanu Reeves'})-[r]->()
      RETURN type(r) AS t, count(*) AS c
      """
    Then the result should be, in any order:
      | t          | c |
      | 'ACTED_IN' | 1 |
      | 'KNOWS'    | 3 |

  Scenario: Counting with and without duplicates
    When executing query:
      """
      MATCH (p:Person {name: 'Keanu Reeves'})-->(:Person)-->(f:Person)
      RETURN f.name AS name, count(f) AS every, count(DISTINCT f) AS different
      """
    Then the result should be, in any order:
      | name         | every | different |
      | 'Guy Pearce' | 2     | 1         |

  Scenario Outline: Over mixed values
    When executing query:
      """
      UNWIND <list> AS val
      RETURN max(val) AS greatest, min(val) AS least
      """
    Then the result should be, in any order:
      | greatest   | least   |
      | <greatest> | <least> |
    Examples:
      | list                                   | greatest | least           |
      | [1, 'a', null, 0.2, 'b', '1', '99']    | 1        | '1'             |
      | [[1, 'a', 89], [1, 2]]                 | [1, 2]   | [1, 'a', 89]    |
      | ['d', [1, 2], ['a', 'c', 23]]          | 'd'      | ['a', 'c', 23]  |
      | [null]                                 | null     | null            |

  Scenario: Over durations
    When executing query:
      """
      UNWIND [duration('P2DT3H'), duration('PT1H45S')] AS dur
      RETURN avg(dur) AS mean, sum(dur) AS total
      """
    Then the result should be, in any order:
      | mean            | total         |
      | 'P1DT2H22.5S'   | 'P2DT4H45S'   |

  Scenario: Over no rows
    When executing query:
      """
      UNWIND [] AS x
      RETURN count(*) AS n, count(x) AS c, sum(x) AS s, avg(x) AS a, min(x) AS lo, max(x) AS hi, collect(x) AS l,
             stDev(x) AS d, stDevP(x) AS dp, percentileCont(x, 0.5) AS pc, percentileDisc(x, 0.5) AS pd
      """
    Then the result should be, in any order:
      | n | c | s | a    | lo   | hi   | l  | d   | dp  | pc   | pd   |
      | 0 | 0 | 0 | null | null | null | [] | 0.0 | 0.0 | null | null |

  Scenario Outline: Wrong values
    When executing query:
      """
      UNWIND <list> AS x
      RETURN <expression>
      """
    Then a <error> should be raised at runtime: <detail>
    Examples:
      | list                       | expression             | error           | detail               |
      | [1, 'a']                   | sum(x)                 | TypeError       | InvalidArgumentValue |
      | [1, 'a']                   | avg(x)                 | TypeError       | InvalidArgumentValue |
      | [1, duration('P1D')]       | sum(x)                 | TypeError       | InvalidArgumentValue |
      | [1, 'a']                   | stDev(x)               | TypeError       | InvalidArgumentValue |
      | [1, 'a']                   | stDevP(x)              | TypeError       | InvalidArgumentValue |
      | [1, 'a']                   | percentileCont(x, 0.5) | TypeError       | InvalidArgumentValue |
      | [1]                        | percentileCont(x, 1.1) | ArgumentError   | NumberOutOfRange     |
      | [1]                        | percentileDisc(x, -1)  | ArgumentError   | NumberOutOfRange     |
      | [9223372036854775807, 1]   | sum(x)                 | ArithmeticError | IntegerOverflow      |

  Scenario Outline: Wrong uses
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | query                                 | detail                |
      | RETURN count(count(*))                | NestedAggregation     |
      | RETURN sum(rand())                    | NonConstantExpression |
      | MATCH (n) WHERE max(n.x) > 1 RETURN n | InvalidAggregation    |
      | RETURN [x IN [1] \| count(x)]         | InvalidAggregation    |
      | RETURN toUpper(DISTINCT 'a')          | UnexpectedSyntax      |
