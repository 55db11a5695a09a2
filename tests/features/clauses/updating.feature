Feature: Updating clauses change the graph, all or nothing

  Scenario: CREATE makes nodes and relationships with properties
    Given an empty graph
    When executing query:
      """
      CREATE (a:Person:Leader {name: 'A'})-[:LEADS {since: 2000}]->(b:Country {name: 'B'})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 3 |
      | +properties    | 3 |

  Scenario: CREATE runs once for each row
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 3) AS i CREATE (n:N {i: i}) RETURN n.i AS i
      """
    Then the result should be, in any order:
      | i |
      | 1 |
      | 2 |
      | 3 |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: A MATCH does not see what its own statement creates later
    Given an empty graph
    And having executed:
      """
      CREATE (:N), (:N)
      """
    When executing query:
      """
      MATCH (n:N) CREATE (:N)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 2 |

  Scenario: MERGE finds what is there and creates what is not
    Given an empty graph
    And having executed:
      """
      CREATE (:City {name: 'Moscow'})
      """
    When executing query:
      """
      UNWIND ['Moscow', 'Beijing', 'Beijing'] AS name
      MERGE (c:City {name: name})
      ON CREATE SET c.new = true
      ON MATCH SET c.seen = true
      RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 4 |

  Scenario: MERGE of a relationship keeps one per pair
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      UNWIND [1, 2, 3] AS i MATCH (a:A), (b:B) MERGE (a)-[r:T]->(b) RETURN count(DISTINCT r) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: MERGE of a relationship finds what was there and what its earlier rows created
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {i: 1}), (b:A {i: 2}), (c:A {i: 3}),
             (a)-[:T {x: 1}]->(b), (a)-[:T {x: 2}]->(b), (b)-[:T {x: 3}]->(a), (a)-[:U {x: 4}]->(c)
      """
    When executing query:
      """
      UNWIND [[1, 2], [2, 1], [1, 3], [3, 3], [1, 3], [3, 1], [3, 3]] AS p
      MATCH (a:A {i: p[0]}), (b:A {i: p[1]})
      MERGE (a)-[r:T]->(b)
      RETURN a.i AS a, b.i AS b, r.x AS x, count(*) AS n
      """
    Then the result should be, in any order:
      | a | b | x    | n |
      | 1 | 2 | 1    | 1 |
      | 1 | 2 | 2    | 1 |
      | 2 | 1 | 3    | 1 |
      | 1 | 3 | null | 2 |
      | 3 | 3 | null | 2 |
      | 3 | 1 | null | 1 |
    And the side effects should be:
      | +relationships | 3 |

  Scenario: MERGE against the direction of a relationship
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B), (a)-[:T {x: 1}]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) MERGE (b)<-[r:T]-(a) MERGE (b)-[s:T]->(a) RETURN r.x AS r, s.x AS s
      """
    Then the result should be, in any order:
      | r | s    |
      | 1 | null |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: MERGE of a relationship sets by row what ON CREATE and ON MATCH say
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {i: 1}), (b:A {i: 2}), (a)-[:T {n: 10}]->(b)
      """
    When executing query:
      """
      UNWIND [[1, 2, 'x'], [2, 1, 'y'], [2, 1, 'z'], [1, 2, 'w']] AS p
      MATCH (a:A {i: p[0]}), (b:A {i: p[1]})
      MERGE (a)-[r:T]->(b)
        ON CREATE SET r.n = 1, r.last = p[2], r.first = p[2]
        ON MATCH SET r.n = r.n + 1, r.last = p[2]
      WITH DISTINCT r
      RETURN r.n AS n, r.first AS first, r.last AS last
      """
    Then the result should be, in any order:
      | n  | first | last |
      | 12 | null  | 'w'  |
      | 2  | 'y'   | 'z'  |

  Scenario: MERGE of a relationship from or to null is an error
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) OPTIONAL MATCH (b:B) MERGE (a)-[:T]->(b)
      """
    Then a SemanticError should be raised at runtime: *

  Scenario: Operations of one SET see what those before them set
    Given an empty graph
    And having executed:
      """
      CREATE (:N {a: 1})
      """
    When executing query:
      """
      MATCH (n:N), (m:N)
      SET n.a = 2, n.b = n.a + 1, n.c = m.b * 10, n.c = n.c + 1, n.d = null
      RETURN n.a AS a, n.b AS b, n.c AS c, n.d AS d
      """
    Then the result should be, in any order:
      | a | b | c  | d    |
      | 2 | 3 | 31 | null |

  Scenario: Operations of one SET on maps with elements see what those before them set
    Given an empty graph
    And having executed:
      """
      CREATE (:N {a: 1})
      """
    When executing query:
      """
      MATCH (n:N) WITH n, {same: n, plain: 7} AS m
      SET n.a = m.plain, n.b = m.same.a, n.c = m.plain
      RETURN n.a AS a, n.b AS b, n.c AS c
      """
    Then the result should be, in any order:
      | a | b | c |
      | 7 | 7 | 7 |

  Scenario: SET of many properties from rows
    Given an empty graph
    And having executed:
      """
      CREATE (:N {id: 1, a: 1, b: 2}), (:N {id: 2})
      """
    When executing query:
      """
      UNWIND [{id: 1, a: 5, b: null}, {id: 2, a: null, b: 'x'}, {id: 3, a: 1, b: 1}] AS r
      OPTIONAL MATCH (n:N {id: r.id})
      SET n.a = r.a, n.b = r.b, n.c = 1
      RETURN n.id AS id, n.a AS a, n.b AS b, n.c AS c
      """
    Then the result should be, in any order:
      | id   | a    | b    | c    |
      | 1    | 5    | null | 1    |
      | 2    | null | 'x'  | 1    |
      | null | null | null | null |
    And the side effects should be:
      | +properties | 4 |
      | -properties | 2 |

  Scenario: SET replaces, adds and removes properties and adds labels
    Given an empty graph
    And having executed:
      """
      CREATE (:N {a: 1, b: 2})
      """
    When executing query:
      """
      MATCH (n:N) SET n += {b: null, c: 3}, n:M RETURN n
      """
    Then the result should be, in any order:
      | n                   |
      | (:M:N {a: 1, c: 3}) |
    When executing query:
      """
      MATCH (n:N) SET n = {z: 1} RETURN n
      """
    Then the result should be, in any order:
      | n              |
      | (:M:N {z: 1}) |

  Scenario: REMOVE takes labels and properties away
    Given an empty graph
    And having executed:
      """
      CREATE (:N:M {a: 1, b: 2})
      """
    When executing query:
      """
      MATCH (n:N) REMOVE n:M, n.a RETURN n
      """
    Then the result should be, in any order:
      | n           |
      | (:N {b: 2}) |

  Scenario: A node with relationships cannot be deleted alone
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode

  Scenario: DETACH DELETE takes the relationships with it
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) DETACH DELETE a
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: Deleting a node together with its relationship is allowed in any order
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->(b) DELETE a, b, r
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 2 |

  Scenario: LIMIT 0 does not stop an update
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x CREATE (n:N {x: x}) RETURN n LIMIT 0
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: A statement that fails half-way leaves nothing
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0] AS x CREATE (:N {y: 10 / x})
      """
    Then a ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: A list with mixed kinds of values cannot be a property
    Given an empty graph
    When executing query:
      """
      CREATE (:N {x: [1, {a: 1}]})
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: FOREACH updates for every item
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2, 3] | CREATE (:N {x: x}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: Rows of one statement seek a unique property and merge into a hub's relationships
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT spot_id FOR (s:Spot) REQUIRE s.id IS UNIQUE
      """
    And having executed:
      """
      UNWIND range(0, 1200) AS i CREATE (:Spot {id: i})
      """
    And having executed:
      """
      MATCH (hub:Spot {id: 0}), (s:Spot) WHERE s.id % 2 = 1 CREATE (hub)-[:REACHES]->(s)
      """
    When executing query:
      """
      UNWIND [5, null, 2, 7.0, 5, 'x', 9999, 0] AS i
      MATCH (s:Spot {id: i})
      RETURN i, s.id AS id
      """
    Then the result should be, in order:
      | i   | id |
      | 5   | 5  |
      | 2   | 2  |
      | 7.0 | 7  |
      | 5   | 5  |
      | 0   | 0  |
    When executing query:
      """
      UNWIND [null, 'x'] AS i
      MATCH (s:Spot {id: i})
      RETURN count(*) AS found
      """
    Then the result should be, in order:
      | found |
      | 0     |
    When executing query:
      """
      UNWIND range(1, 1200) + range(10, 1, -1) + [null, 1201] AS i
      MATCH (hub:Spot {id: 0}), (s:Spot {id: i})
      MERGE (hub)-[r:REACHES]->(s)
      SET r.rank = i
      RETURN count(*) AS rows
      """
    Then the result should be, in order:
      | rows |
      | 1210 |
    When executing query:
      """
      MATCH (:Spot {id: 0})-[r:REACHES]->(s)
      RETURN count(*) AS steps, count(DISTINCT s) AS spots, sum(r.rank - s.id) AS off
      """
    Then the result should be, in order:
      | steps | spots | off |
      | 1200  | 1200  | 0   |
    When executing query:
      """
      CREATE (:Spot {id: 5000})
      WITH 1 AS one
      UNWIND [5000, 1, 5001] AS i
      MATCH (s:Spot {id: i})
      RETURN s.id AS id
      """
    Then the result should be, in order:
      | id   |
      | 5000 |
      | 1    |
