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
