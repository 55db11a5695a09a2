Feature: What the manual shows of MERGE, SET, REMOVE, DELETE and FOREACH

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', bornIn: 'Oslo', driver: 'Carl'}),
             (ben:Person {name: 'Ben', bornIn: 'Oslo', driver: 'Dora'}),
             (eva:Person {name: 'Eva', bornIn: 'Rome', driver: 'Carl'}),
             (film:Movie {title: 'Film'}),
             (ann)-[:ACTED_IN]->(film), (ben)-[:DIRECTED]->(film)
      """

  # Cypher manual, "MERGE", section "Merge single node with multiple labels".
  Scenario: MERGE matches all labels and properties or creates all
    When executing query:
      """
      MERGE (a:Critic:Viewer) MERGE (b:Critic&Viewer) MERGE (c:Critic)
      MERGE (d {name: 'Ann', age: 10})
      RETURN a = b AS same, a = c AS part, labels(d) AS labels
      """
    Then the result should be, in any order:
      | same | part | labels |
      | true | true | []     |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 2 |
      | +properties | 2 |

  # Cypher manual, "MERGE", section "Merge single node derived from an existing node property".
  Scenario: A row matches what the rows before it created
    When executing query:
      """
      MATCH (p:Person) MERGE (l:Location {name: p.bornIn}) RETURN p.name AS who, l.name AS place
      """
    Then the result should be, in any order:
      | who   | place  |
      | 'Ann' | 'Oslo' |
      | 'Ben' | 'Oslo' |
      | 'Eva' | 'Rome' |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  # Cypher manual, "MERGE", section "Use ON CREATE and ON MATCH".
  Scenario: ON CREATE and ON MATCH
    When executing query:
      """
      UNWIND ['Ann', 'Zoe', 'Zoe'] AS name
      MERGE (p:Person {name: name})
      ON CREATE SET p.created = 1, p.seen = 0
      ON MATCH SET p.seen = coalesce(p.seen, 0) + 1
      WITH DISTINCT p RETURN p.name AS name, p.created AS created, p.seen AS seen
      """
    Then the result should be, in any order:
      | name  | created | seen |
      | 'Ann' | null    | 1    |
      | 'Zoe' | 1       | 1    |

  # Cypher manual, "MERGE", sections "Merge on multiple relationships", "Merge on an undirected
  # relationship".
  Scenario: MERGE of a path is all or nothing, and without a direction goes from left to right
    When executing query:
      """
      MATCH (a:Person {name: 'Ann'}), (b:Person {name: 'Ben'})
      MERGE (a)-[:ACTED_IN]->(m:Movie)<-[:ACTED_IN]-(b)
      MERGE (a)-[r:KNOWS]-(b)
      MERGE (b)-[s:KNOWS]-(a)
      RETURN m.title AS title, startNode(r).name AS start, r = s AS same
      """
    Then the result should be, in any order:
      | title | start | same |
      | null  | 'Ann' | true |
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 3 |

  # Cypher manual, "MERGE", section "Merge on a relationship between an existing node and a merged
  # node derived from a node property".
  Scenario: One new node for each bound node
    When executing query:
      """
      MATCH (p:Person) MERGE (p)-[:HAS_DRIVER]->(d:Driver {name: p.driver})
      RETURN count(DISTINCT d) AS drivers
      """
    Then the result should be, in any order:
      | drivers |
      | 3       |

  # Cypher manual, "MERGE", notes on null values.
  Scenario Outline: MERGE with null
    When executing query:
      """
      MATCH (ann {name: 'Ann'}), (ben {name: 'Ben'}) MERGE <pattern>
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

    Examples:
      | pattern                        |
      | (:Person {name: 'Ann', x: null}) |
      | (ann)-[:T {since: null}]->(ben)  |

  # Cypher manual, "SET", section "Set a property".
  Scenario: SET on an expression that gives an element, or null
    When executing query:
      """
      MATCH (p:Person)
      SET (CASE WHEN p.bornIn = 'Oslo' THEN p END).worksIn = 'Malmo'
      RETURN p.name AS name, p.worksIn AS place
      """
    Then the result should be, in any order:
      | name  | place   |
      | 'Ann' | 'Malmo' |
      | 'Ben' | 'Malmo' |
      | 'Eva' | null    |
    And the side effects should be:
      | +properties | 2 |

  # Cypher manual, "SET", sections on maps, copies and null.
  Scenario Outline: SET replaces, adds and removes properties
    Given parameters are:
      | props | {name: 'New', age: 1} |
    When executing query:
      """
      MATCH (a {name: 'Ann'}), (m:Movie) SET <item> RETURN properties(a) AS map
      """
    Then the result should be, in any order:
      | map   |
      | <map> |

    Examples:
      | item                                | map                                                 |
      | a.driver = null                     | {name: 'Ann', bornIn: 'Oslo'}                       |
      | a.driver = 1, a.bornIn = toUpper(a.bornIn) | {name: 'Ann', bornIn: 'OSLO', driver: 1}     |
      | a = properties(m)                   | {title: 'Film'}                                     |
      | a = m                               | {title: 'Film'}                                     |
      | a = {}                              | {}                                                  |
      | a = {x: 1, y: null}                 | {x: 1}                                              |
      | a += {}                             | {name: 'Ann', bornIn: 'Oslo', driver: 'Carl'}       |
      | a += {driver: null, x: 1}           | {name: 'Ann', bornIn: 'Oslo', x: 1}                 |
      | a = $props                          | {name: 'New', age: 1}                               |
      | a += $props                         | {name: 'New', age: 1, bornIn: 'Oslo', driver: 'Carl'} |

  Scenario Outline: SET of all properties wants a map or an element
    When executing query:
      """
      MATCH (a {name: 'Ann'}) SET a <operator> <value>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | operator | value |
      | =        | 1     |
      | +=       | [1]   |
      | =        | 'x'   |

  # Cypher manual, "SET", sections on labels; "REMOVE".
  Scenario: Labels are set once and removed once
    When executing query:
      """
      MATCH (a {name: 'Ann'}) SET a:Person:Boss:Boss REMOVE a:Nope, a.nope, a:Person, a.driver
      RETURN labels(a) AS labels, keys(a) AS keys
      """
    Then the result should be (ignoring element order for lists):
      | labels   | keys               |
      | ['Boss'] | ['name', 'bornIn'] |
    And the side effects should be:
      | +labels     | 1 |
      | -properties | 1 |

  # Cypher manual, "DELETE".
  Scenario: A node goes only with its relationships
    When executing query:
      """
      MATCH (a {name: 'Ann'}) DELETE a
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode
    When executing query:
      """
      MATCH (a {name: 'Ann'})-[r]->(), (b {name: 'Eva'}) DELETE r, a, b
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -properties    | 6 |

  # Cypher manual, "DELETE", section "Delete a node with all its relationships".
  Scenario: DETACH DELETE
    When executing query:
      """
      MATCH (m:Movie) DETACH DELETE m
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 2 |
      | -labels        | 1 |
      | -properties    | 1 |

  # Cypher manual, "FOREACH".
  Scenario: FOREACH over the nodes and relationships of a path, and over a list
    When executing query:
      """
      MATCH p = (a {name: 'Ann'})-[*]-(b {name: 'Ben'})
      FOREACH (n IN nodes(p) | SET n.marked = true)
      FOREACH (r IN relationships(p) | SET r.marked = true)
      FOREACH (name IN ['E', 'F'] |
        CREATE (x:New {name: name})
        FOREACH (i IN [1, 2] | CREATE (x)-[:HAS]->(:Part {i: i})))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 6  |
      | +relationships | 4  |
      | +labels        | 2  |
      | +properties    | 11 |

  Scenario: A property may be made from what stands before it in the same CREATE
    When executing query:
      """
      CREATE (a:A {k: 1})-[r:R {k: a.k + 1}]->(b:B {k: a.k + 10}), (c:C {k: r.k + b.k})
      RETURN a.k AS a, r.k AS r, b.k AS b, c.k AS c
      """
    Then the result should be, in any order:
      | a | r | b  | c  |
      | 1 | 2 | 11 | 13 |

  Scenario Outline: … and from nothing that stands behind it
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                                    |
      | CREATE (a {k: a.k})                      |
      | CREATE (a)-[r:T {k: r.k}]->(b)           |
      | CREATE (a {k: b.k})-[:T]->(b)            |
      | CREATE (a)-[r:T {k: 1}]->(b {k: r.k})    |
      | CREATE (a {k: b.k}), (b)                 |
      | MERGE (a {k: a.k})                       |
      | MERGE (a {k: 1})-[:T]->(b {k: a.k})      |
