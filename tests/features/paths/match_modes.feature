# Cypher manual, "Patterns": "Match modes", "Path modes" and "Syntax and semantics" (match modes).
# The graphs are those of its examples.
Feature: What may repeat in a match and in a path

  # "Match modes": the seven bridges.
  Scenario Outline: How many walks over bridges there are
    Given an empty graph
    And having executed:
      """
      CREATE (k:Location {name: 'Kneiphof'}), (n:Location {name: 'North Bank'}),
             (s:Location {name: 'South Bank'}), (l:Location {name: 'Lomse'}),
             (k)-[:BRIDGE {id: 1}]->(n), (k)-[:BRIDGE {id: 6}]->(s), (k)-[:BRIDGE {id: 7}]->(l),
             (n)-[:BRIDGE {id: 5}]->(k), (n)-[:BRIDGE {id: 2}]->(l), (s)-[:BRIDGE {id: 4}]->(k),
             (s)-[:BRIDGE {id: 3}]->(l)
      """
    When executing query:
      """
      MATCH <pattern> RETURN count(p) AS paths
      """
    Then the result should be, in any order:
      | paths   |
      | <paths> |
    Examples:
      | pattern | paths |
      | p = (:Location {name: 'Kneiphof'})-[:BRIDGE]->{5}()                            | 2     |
      | p = (:Location {name: 'Kneiphof'})-[:BRIDGE]-{6}()                             | 48    |
      | p = (:Location {name: 'Kneiphof'})--{7}()                                      | 0     |
      | DIFFERENT RELATIONSHIPS p = (:Location {name: 'Kneiphof'})-[:BRIDGE]-{6}()     | 48    |
      | REPEATABLE ELEMENTS p = (:Location {name: 'Kneiphof'})-[:BRIDGE]-{7}()         | 10583 |
      | REPEATABLE ELEMENTS p = (:Location {name: 'Kneiphof'}) (()-[:BRIDGE]-()){7} () | 10583 |
      | REPEATABLE ELEMENTS p = WALK (:Location {name: 'Kneiphof'})-[:BRIDGE*7]-()     | 10583 |

  Scenario: The walk over all bridges and back
    Given an empty graph
    And having executed:
      """
      CREATE (k:Location {name: 'Kneiphof'}), (n:Location {name: 'North Bank'}),
             (s:Location {name: 'South Bank'}), (l:Location {name: 'Lomse'}),
             (k)-[:BRIDGE {id: 1}]->(n), (k)-[:BRIDGE {id: 6}]->(s), (k)-[:BRIDGE {id: 7}]->(l),
             (n)-[:BRIDGE {id: 5}]->(k), (n)-[:BRIDGE {id: 2}]->(l), (s)-[:BRIDGE {id: 4}]->(k),
             (s)-[:BRIDGE {id: 3}]->(l)
      """
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS p = (start:Location {name: 'Kneiphof'})-[:BRIDGE]-{,9}(start)
      WHERE all(bridge IN range(1, 7) WHERE bridge IN [r IN relationships(p) | r.id])
      RETURN [r IN relationships(p) | r.id] AS bridges ORDER BY length(p), bridges LIMIT 1
      """
    Then the result should be, in order:
      | bridges                     |
      | [1, 1, 4, 3, 2, 5, 6, 3, 7] |

  # "Syntax and semantics", section "Match modes", "Examples".
  Scenario Outline: Relationships that a pattern names twice, and paths that come back
    Given an empty graph
    And having executed:
      """
      CREATE (n1:A {q: 1}), (n2:B {q: 2}), (n3:A {q: 3}), (n4:A {q: 4}), (n1)-[:R]->(n2),
             (n2)-[:R]->(n3), (n3)-[:R]->(n2), (n2)-[:R]->(n4), (n4)-[:R]->(n1)
      """
    When executing query:
      """
      MATCH <pattern>
      WITH [n IN nodes(p) | n.q] AS nodes ORDER BY nodes
      RETURN collect(nodes) AS found
      """
    Then the result should be, in order:
      | found   |
      | <found> |
    Examples:
      | pattern | found |
      | REPEATABLE ELEMENTS p = (:A)-[r]-(:B)-[r]-(:A)   | [[1, 2, 1], [3, 2, 3], [3, 2, 3], [4, 2, 4]] |
      | REPEATABLE ELEMENT p = (:A)-[r]->(:B), (x:A)-[r]->(y) | [[1, 2], [3, 2]] |
      | p = (:B)-->{5}()                                 | [[2, 3, 2, 4, 1, 2], [2, 4, 1, 2, 3, 2]] |
      | REPEATABLE ELEMENTS p = (:B)-->{5}()             | [[2, 3, 2, 3, 2, 3], [2, 3, 2, 3, 2, 4], [2, 3, 2, 4, 1, 2], [2, 4, 1, 2, 3, 2], [2, 4, 1, 2, 4, 1]] |
      | REPEATABLE ELEMENTS p = (:B)-[s*5]->()           | [[2, 3, 2, 3, 2, 3], [2, 3, 2, 3, 2, 4], [2, 3, 2, 4, 1, 2], [2, 4, 1, 2, 3, 2], [2, 4, 1, 2, 4, 1]] |
      | REPEATABLE ELEMENTS p = (:B)-[s*1]->()-[s*1]->(:B) | [] |
      | REPEATABLE ELEMENTS SHORTEST 2 (p = (:B)-->{1,9}(:A {q: 3})) | [[2, 3], [2, 3, 2, 3]] |
      | SHORTEST 2 (p = (:B)-->{1,9}(:A {q: 3}))         | [[2, 3], [2, 4, 1, 2, 3]] |

  # Section "Match modes", "Clauses and subqueries" and "Selective path selectors".
  Scenario: A mode belongs to its own MATCH, and allows several selected paths
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R]->(b:B), (a)-[:S]->(b), (b)-[:S]->(:X)
      """
    When executing query:
      """
      MATCH (a)-[:R]->(b)
      RETURN COUNT { MATCH REPEATABLE ELEMENTS (a)-[:S]-{,3}(b) RETURN * } AS walks,
             COUNT { MATCH (a)-[:S]-{,3}(b) RETURN * } AS trails
      """
    Then the result should be, in any order:
      | walks | trails |
      | 3     | 1      |
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS p = SHORTEST 2 (x:A) ((a)--(b)){1,3} (y:B), q = ANY (x)-->{,10}(:X)
      RETURN length(p) AS p, length(q) AS q
      """
    Then the result should be, in any order:
      | p | q |
      | 1 | 2 |
      | 1 | 2 |
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS p = SHORTEST 1 (:A)-->{1,3}(m)-->(:X), (m)<-[r:R]-(), (n)-[t]->(m)
      RETURN length(p) AS p, labels(m) AS m, type(r) AS r, count(*) AS rows
      """
    Then the result should be, in any order:
      | p | m     | r   | rows |
      | 2 | ['B'] | 'R' | 2    |

  # "Path modes": routers.
  Scenario Outline: Paths that come back to no node
    Given an empty graph
    And having executed:
      """
      CREATE (a:Router {name: 'A'}), (b:Router {name: 'B'}), (c:Router {name: 'C'}),
             (d:Router {name: 'D'}), (e:Router {name: 'E'}), (f:Router {name: 'F'}),
             (g:Router {name: 'G'}), (h:Router {name: 'H'}), (i:Router {name: 'I'}),
             (j:Router {name: 'J'}), (k:Router {name: 'K'}), (z:Router {name: 'Z'}),
             (a)-[:LINK]->(b), (a)-[:LINK]->(c), (a)-[:LINK]->(d), (c)-[:LINK]->(b),
             (c)-[:LINK]->(d), (b)-[:LINK]->(e), (c)-[:LINK]->(e), (d)-[:LINK]->(f),
             (e)-[:LINK]->(g), (f)-[:LINK]->(g), (h)-[:LINK]->(i), (h)-[:LINK]->(j),
             (i)-[:LINK]->(j), (i)-[:LINK]->(z), (g)-[:LINK]->(j), (g)-[:LINK]->(k),
             (j)-[:LINK]->(k), (j)-[:LINK]->(z), (k)-[:LINK]->(z)
      """
    When executing query:
      """
      MATCH p = <mode> <pattern>
      WITH count(*) AS paths, collect(nodes(p)) AS all_nodes
      RETURN paths, reduce(n = 0, l IN all_nodes | n + CASE WHEN any(x IN l WHERE x.name = 'J') THEN 1 ELSE 0 END) AS over_j
      """
    Then the result should be, in any order:
      | paths   | over_j   |
      | <paths> | <over_j> |
    Examples:
      | mode    | pattern                                                    | paths | over_j |
      | ACYCLIC | (:Router {name: 'A'})-[:LINK]-+(:Router {name: 'Z'})       | 80    | 70     |
      | SIMPLE  | (:Router {name: 'A'})-[:LINK]-+(:Router {name: 'Z'})       | 80    | 70     |
      | ACYCLIC | (:Router {name: 'Z'}) ((x)-[:LINK]-(y))+ (:Router {name: 'A'}) | 80 | 70     |
      | TRAIL   | (:Router {name: 'H'})-[:LINK]-{3}(:Router {name: 'H'})     | 2     | 2      |
      | SIMPLE  | (:Router {name: 'H'})-[:LINK]-{3}(:Router {name: 'H'})     | 2     | 2      |
      | ACYCLIC | (:Router {name: 'H'})-[:LINK]-{3}(:Router {name: 'H'})     | 0     | 0      |
      | WALK    | (:Router {name: 'H'})-[:LINK]-{3}(:Router {name: 'H'})     | 2     | 2      |

  Scenario: Paths with cycles among those that repeat no relationship
    Given an empty graph
    And having executed:
      """
      CREATE (a:Router {name: 'A'}), (b:Router {name: 'B'}), (c:Router {name: 'C'}),
             (d:Router {name: 'D'}), (e:Router {name: 'E'}), (f:Router {name: 'F'}),
             (g:Router {name: 'G'}), (h:Router {name: 'H'}), (i:Router {name: 'I'}),
             (j:Router {name: 'J'}), (k:Router {name: 'K'}), (z:Router {name: 'Z'}),
             (a)-[:LINK]->(b), (a)-[:LINK]->(c), (a)-[:LINK]->(d), (c)-[:LINK]->(b),
             (c)-[:LINK]->(d), (b)-[:LINK]->(e), (c)-[:LINK]->(e), (d)-[:LINK]->(f),
             (e)-[:LINK]->(g), (f)-[:LINK]->(g), (h)-[:LINK]->(i), (h)-[:LINK]->(j),
             (i)-[:LINK]->(j), (i)-[:LINK]->(z), (g)-[:LINK]->(j), (g)-[:LINK]->(k),
             (j)-[:LINK]->(k), (j)-[:LINK]->(z), (k)-[:LINK]->(z)
      """
    When executing query:
      """
      MATCH p = (:Router {name: 'A'})
                ((l WHERE l.name <> 'Z')-[:LINK]-(m WHERE m.name <> 'A'))+
                (:Router {name: 'Z'})
      WHERE size(nodes(p)) > COUNT { UNWIND nodes(p) AS n RETURN DISTINCT n }
      RETURN count(*) AS paths
      """
    Then the result should be, in any order:
      | paths |
      | 88    |

  Scenario: Selected and fixed paths have modes too
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {i: 1})-[:R]->(b:N {i: 2})-[:R]->(c:N {i: 3})-[:R]->(b), (c)-[:R]->(d:N {i: 4})
      """
    When executing query:
      """
      MATCH p = SHORTEST 9 ACYCLIC (:N {i: 1})--+(:N {i: 4}) RETURN [n IN nodes(p) | n.i] AS nodes
      """
    Then the result should be, in any order:
      | nodes        |
      | [1, 2, 3, 4] |
      | [1, 2, 3, 4] |
    When executing query:
      """
      MATCH p = ACYCLIC (x)--(y)--(z)--(w {i: 4}) WHERE x.i < z.i RETURN x.i AS x, y.i AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 2 |
      | 1 | 2 |
    When executing query:
      """
      MATCH ACYCLIC (x {i: 1})-->(y)-->(z), ACYCLIC (z)-->(y) RETURN y.i AS y, z.i AS z
      """
    Then the result should be, in any order:
      | y | z |
      | 2 | 3 |

  Scenario Outline: How many paths may come from a parameter
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B), (a)-[:R]->(b), (a)-[:R]->(b), (a)-[:R]->()-[:R]->(b), (a)-[:R]->()-[:R]->()-[:R]->(b)
      """
    And parameters are:
      | k | 2 |
    When executing query:
      """
      MATCH <selector> (:A)-[r:R]->{0,10}(:B) WITH size(r) AS hops ORDER BY hops RETURN collect(hops) AS hops
      """
    Then the result should be, in order:
      | hops   |
      | <hops> |
    Examples:
      | selector           | hops      |
      | SHORTEST $k        | [1, 1]    |
      | ANY $k             | [1, 1]    |
      | SHORTEST $k GROUPS | [1, 1, 2] |

  Scenario Outline: Modes that cannot be meant
    Given any graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | query                                                                | detail              |
      | MATCH REPEATABLE ELEMENTS (a)-[:R]-+(b) RETURN a                     | InvalidPathMode     |
      | MATCH REPEATABLE ELEMENTS (a) (()--()){2,} (b) RETURN a              | InvalidPathMode     |
      | MATCH REPEATABLE ELEMENTS (a)-[:R*]-(b) RETURN a                     | InvalidPathMode     |
      | MATCH REPEATABLE ELEMENTS ACYCLIC (a)-[:R]-{1,2}(b) RETURN a         | InvalidPathMode     |
      | MATCH REPEATABLE ELEMENTS TRAIL (a)-[:R]-{1,2}(b) RETURN a           | InvalidPathMode     |
      | MATCH ACYCLIC (a)-[:P]->+(b), TRAIL (b)-[:Q]->+(a) RETURN a          | InvalidPathMode     |
      | MATCH DIFFERENT RELATIONSHIPS p = shortestPath((a)-[*]-(b)) RETURN p | InvalidPathMode     |
      | MATCH DIFFERENT RELATIONSHIPS ALL SHORTEST (x) ((a)--(b)){,10}, ANY (x)-->{,10}(:X) RETURN x | InvalidPathSelector |

  Scenario: No paths asked for is a mistake of the parameter
    Given an empty graph
    And parameters are:
      | k | 0 |
    When executing query:
      """
      MATCH SHORTEST $k (a)-->+(b) RETURN a
      """
    Then a ArgumentError should be raised at runtime: NumberOutOfRange
