# Cypher manual, "EXISTS subqueries", "COUNT subqueries" and "COLLECT subqueries".
Feature: Subquery expressions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (andy:Swedish:Person {name: 'Andy', age: 36}), (timothy:Person {name: 'Timothy', age: 25}),
             (peter:Person {name: 'Peter', age: 35}), (andy)-[:HAS_DOG {since: 2016}]->(:Dog {name: 'Andy'}),
             (fido:Dog {name: 'Fido'})<-[:HAS_DOG {since: 2010}]-(peter)-[:HAS_DOG {since: 2018}]->(:Dog {name: 'Ozzy'}),
             (fido)-[:HAS_TOY]->(:Toy {name: 'Banana'}), (timothy)-[:HAS_CAT {since: 2019}]->(:Cat {name: 'Mittens'})
      """

  Scenario Outline: As conditions and values
    When executing query:
      """
      <query>
      """
    Then the result should be, in order:
      | x       |
      | <value> |
    Examples:
      | query | value |
      | MATCH (p:Person) WHERE EXISTS { (p)-[:HAS_DOG]->(:Dog) } WITH p.name AS n ORDER BY n RETURN collect(n) AS x | ['Andy', 'Peter'] |
      | MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:HAS_DOG]->(d:Dog) WHERE p.name = d.name } RETURN p.name AS x | 'Andy' |
      | MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:HAS_DOG]->(d) WHERE EXISTS { MATCH (d)-[:HAS_TOY]->(t:Toy) WHERE t.name = 'Banana' } } RETURN p.name AS x | 'Peter' |
      | MATCH (p:Person) WITH p ORDER BY p.name RETURN collect(EXISTS { (p)-[:HAS_DOG]->() }) AS x | [true, true, false] |
      | MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:HAS_DOG]->() UNION MATCH (p)-[:HAS_CAT]->() } RETURN count(*) AS x | 3 |
      | MATCH (p:Person {name: 'Peter'}) RETURN EXISTS { WITH 'Ozzy' AS dog MATCH (p)-[:HAS_DOG]->(d:Dog {name: dog}) RETURN d } AS x | true |
      | MATCH (p:Person) WHERE NOT EXISTS { (p)-[:HAS_DOG]->() } RETURN p.name AS x | 'Timothy' |
      | MATCH (p:Person) WHERE COUNT { (p)-[:HAS_DOG]->(:Dog) } > 1 RETURN p.name AS x | 'Peter' |
      | MATCH (p:Person) WITH p ORDER BY p.name RETURN collect(COUNT { (p)-[:HAS_DOG]->() }) AS x | [1, 2, 0] |
      | MATCH (p:Person) WHERE COUNT { MATCH (p)-[r:HAS_DOG]->() WHERE r.since > 2015 } = 1 WITH p.name AS n ORDER BY n RETURN collect(n) AS x | ['Andy', 'Peter'] |
      | MATCH (p:Person {name: 'Peter'}) RETURN COUNT { MATCH (p)-[:HAS_DOG]->(d) RETURN d.name AS pet UNION MATCH (p)-[:HAS_CAT]->(c) RETURN c.name AS pet } AS x | 2 |
      | MATCH (p:Person {name: 'Peter'}) RETURN COUNT { MATCH (p)-[:HAS_DOG]->(d) RETURN DISTINCT 1 } AS x | 1 |
      | MATCH (p:Person) WHERE p.age > 10 * COUNT { MATCH (d:Dog) } WITH p.name AS n ORDER BY n RETURN collect(n) AS x | ['Andy', 'Peter'] |
      | MATCH (p:Person {name: 'Peter'}) RETURN COLLECT { MATCH (p)-[:HAS_DOG]->(d:Dog) RETURN d.name ORDER BY d.name } AS x | ['Fido', 'Ozzy'] |
      | MATCH (p:Person) WHERE 'Ozzy' IN COLLECT { MATCH (p)-[:HAS_DOG]->(d:Dog) RETURN d.name } RETURN p.name AS x | 'Peter' |
      | MATCH (p:Person {name: 'Timothy'}) RETURN COLLECT { MATCH (p)-[:HAS_DOG]->(d) RETURN d.name } AS x | [] |
      | MATCH (p:Person {name: 'Peter'}) RETURN COLLECT { MATCH (p)-[r:HAS_DOG]->() RETURN r.since ORDER BY r.since LIMIT 1 } AS x | [2010] |
      | MATCH (p:Person {name: 'Peter'}) RETURN size(COLLECT { MATCH (p)-[:HAS_DOG]->(d) RETURN d.name AS pet UNION ALL MATCH (p)-[:HAS_CAT]->(c) RETURN c.name AS pet }) AS x | 2 |
      | MATCH (p:Person {name: 'Peter'}) RETURN COLLECT { MATCH (p)-[:HAS_DOG]->(d) RETURN d.nothing } AS x | [null, null] |
      | RETURN COLLECT { UNWIND [1, 2, 3] AS y WITH y WHERE y > 1 RETURN y * 10 } AS x | [20, 30] |
      | RETURN CASE WHEN COUNT { (:Dog) } > 2 THEN 'dogs' ELSE 'cats' END AS x | 'dogs' |

  Scenario Outline: Subqueries that cannot be
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | query                                                              | detail                    |
      | MATCH (p:Person) RETURN EXISTS { CREATE (p)-[:T]->() }             | InvalidClauseComposition  |
      | RETURN COUNT { MATCH (d:Dog) DELETE d }                            | InvalidClauseComposition  |
      | RETURN COLLECT { MATCH (d:Dog) RETURN d.name, d.age }              | InvalidClauseComposition  |
