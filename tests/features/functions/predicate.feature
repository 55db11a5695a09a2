# Cypher manual, "Predicate functions".
Feature: Predicate functions

  Scenario Outline: Over lists, with what is unknown
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                       | value |
      | all(x IN [] WHERE false)                         | true  |
      | all(x IN [1, 2] WHERE x > 0)                     | true  |
      | all(x IN [1, -2] WHERE x > 0)                    | false |
      | all(x IN [1, null] WHERE x > 0)                  | null  |
      | all(x IN [-1, null] WHERE x > 0)                 | false |
      | all(x IN null WHERE x > 0)                       | null  |
      | any(x IN [] WHERE true)                          | false |
      | any(x IN [-1, 2] WHERE x > 0)                    | true  |
      | any(x IN [-1, -2] WHERE x > 0)                   | false |
      | any(x IN [-1, null] WHERE x > 0)                 | null  |
      | any(x IN [1, null] WHERE x > 0)                  | true  |
      | any(x IN null WHERE x > 0)                       | null  |
      | none(x IN [] WHERE true)                         | true  |
      | none(x IN [-1, -2] WHERE x > 0)                  | true  |
      | none(x IN [1] WHERE x > 0)                       | false |
      | none(x IN [-1, null] WHERE x > 0)                | null  |
      | none(x IN [1, null] WHERE x > 0)                 | false |
      | none(x IN null WHERE x > 0)                      | null  |
      | single(x IN [] WHERE true)                       | false |
      | single(x IN [1, -2] WHERE x > 0)                 | true  |
      | single(x IN [1, 2] WHERE x > 0)                  | false |
      | single(x IN [1, null] WHERE x > 0)               | null  |
      | single(x IN [1, 2, null] WHERE x > 0)            | false |
      | single(x IN [-1, null] WHERE x > 0)              | null  |
      | single(x IN null WHERE x > 0)                    | null  |
      | any(x IN [1, 2, null] WHERE x IS NULL)           | true  |
      | all(x IN [[1], [2]] WHERE any(y IN x WHERE y > 0)) | true |
      | allReduce(sum = 0, x IN [1, 2] \| sum + x, sum < 5)    | true  |
      | allReduce(sum = 0, x IN [1, 5] \| sum + x, sum < 5)    | false |
      | allReduce(sum = 0, x IN [] \| sum + x, false)          | true  |
      | allReduce(sum = 0, x IN null \| sum + x, true)         | null  |
      | allReduce(sum = 0, x IN [1, null] \| sum + x, sum < 5) | null  |
      | allReduce(last = 0, x IN [null, 9] \| x, last < 5)     | false |
      | isEmpty([])                                      | true  |
      | isEmpty('')                                      | true  |
      | isEmpty({a: 1})                                  | false |
      | isEmpty(null)                                    | null  |

  Scenario Outline: Over paths, patterns and properties
    Given an empty graph
    And having executed:
      """
      CREATE (keanu:Person {name: 'Keanu Reeves', age: 58, nationality: 'Canadian'}),
             (carrie:Person {name: 'Carrie Anne Moss', age: 55, nationality: 'American'}),
             (liam:Person {name: 'Liam Neeson', age: 70, nationality: 'Northern Irish'}),
             (guy:Person {name: 'Guy Pearce', age: 55, nationality: 'Australian'}),
             (kathryn:Person {name: 'Kathryn Bigelow', age: 71, nationality: 'American'}),
             (jessica:Person {name: 'Jessica Chastain', age: 45, address: ''}),
             (matrix:Movie {title: 'The Matrix'}),
             (keanu)-[:KNOWS]->(carrie), (keanu)-[:KNOWS]->(liam), (keanu)-[:KNOWS]->(kathryn),
             (kathryn)-[:KNOWS]->(jessica), (carrie)-[:KNOWS]->(guy), (liam)-[:KNOWS]->(guy),
             (keanu)-[:ACTED_IN]->(matrix), (carrie)-[:ACTED_IN]->(matrix)
      """
    When executing query:
      """
      <query>
      """
    Then the result should be, in any order:
      | x        |
      | <result> |
    Examples:
      | query                                                                                                                                        | result |
      | MATCH p = (a {name: 'Keanu Reeves'})-[*]->(b {name: 'Guy Pearce'}) WHERE all(x IN nodes(p) WHERE x.age < 60) RETURN [n IN nodes(p) \| n.name] AS x | ['Keanu Reeves', 'Carrie Anne Moss', 'Guy Pearce'] |
      | MATCH (p:Person) WHERE any(n IN [p.nationality] WHERE n = 'American') WITH p.name AS n ORDER BY n RETURN collect(n) AS x                      | ['Carrie Anne Moss', 'Kathryn Bigelow'] |
      | MATCH (p:Person) WHERE exists((p)-[:ACTED_IN]->()) WITH p.name AS n ORDER BY n RETURN collect(n) AS x                                         | ['Carrie Anne Moss', 'Keanu Reeves'] |
      | MATCH p = (a {name: 'Keanu Reeves'})-[:KNOWS*2]->() WHERE allReduce(sum = 0, n IN nodes(p) \| sum + n.age, sum < 170) RETURN nodes(p)[2].name AS x | 'Guy Pearce' |
      | MATCH (p:Person) WHERE exists(p.address) RETURN p.name AS x                                                                                   | 'Jessica Chastain' |
      | MATCH (p:Person) WHERE isEmpty(p.address) RETURN p.name AS x                                                                                  | 'Jessica Chastain' |
      | MATCH (p:Person) WHERE NOT isEmpty(p.nationality) RETURN count(*) AS x                                                                        | 5      |
      | MATCH (n) WHERE isEmpty(properties(n)) RETURN count(*) AS x                                                                                   | 0      |
      | MATCH p = (n {name: 'Keanu Reeves'})-[:KNOWS*]->(b) WHERE none(x IN nodes(p) WHERE x.age > 60) RETURN count(p) AS x                           | 2      |
      | MATCH p = (n {name: 'Keanu Reeves'})-->(b) WHERE single(x IN nodes(p) WHERE x.nationality = 'Northern Irish') RETURN b.name AS x              | 'Liam Neeson' |

  Scenario Outline: Over something that is no list
    Given any graph
    When executing query:
      """
      RETURN <function>(x IN 1 WHERE x > 0)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
    Examples:
      | function |
      | all      |
      | any      |
      | none     |
      | single   |
