# Cypher manual, "Search-performance indexes": "Create, show, and drop indexes", "Using indexes", "Index hints".
Feature: Kinds of indexes

  Scenario: An index on a relationship property changes no answer
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 40) AS i
      CREATE (:A {i: i})-[:KNOWS {since: i, name: 'n' + toString(i)}]->(:B {i: i})
      """
    And having executed:
      """
      CREATE (x:Loop {i: 0})-[:KNOWS {since: 7}]->(x)
      """
    And having executed:
      """
      CREATE RANGE INDEX knows_since FOR ()-[k:KNOWS]-() ON (k.since)
      """
    And having executed:
      """
      CREATE INDEX knows_name FOR ()-[k:KNOWS]-() ON (k.name)
      """
    When executing query:
      """
      MATCH (a)-[k:KNOWS {since: 7}]->(b) RETURN a.i AS a, b.i AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 7 | 7 |
      | 0 | 0 |
    When executing query:
      """
      MATCH (a)-[k:KNOWS {since: 7.0}]-(b) RETURN labels(a) AS a, labels(b) AS b
      """
    Then the result should be, in any order:
      | a        | b        |
      | ['A']    | ['B']    |
      | ['B']    | ['A']    |
      | ['Loop'] | ['Loop'] |
    When executing query:
      """
      MATCH (b:B)<-[k:KNOWS]-() WHERE k.since > 38 RETURN b.i AS b
      """
    Then the result should be, in any order:
      | b  |
      | 39 |
      | 40 |
    When executing query:
      """
      MATCH ()-[k:KNOWS]->() WHERE k.since IN [3, 3.0, 4, null] RETURN k.since AS since
      """
    Then the result should be, in any order:
      | since |
      | 3     |
      | 4     |
    When executing query:
      """
      MATCH ()-[k:KNOWS]->() WHERE k.name STARTS WITH 'n4' RETURN k.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'n4'  |
      | 'n40' |
    When executing query:
      """
      MATCH ()-[k:KNOWS]->() WHERE k.name CONTAINS '3' AND k.name ENDS WITH '0' RETURN k.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'n30' |
    When executing query:
      """
      UNWIND [1, 2] AS i MATCH ()-[k:KNOWS {since: i}]->()-[l:KNOWS]-() RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |
    When executing query:
      """
      MATCH ()-[k:KNOWS {since: 7}]->(x), ()-[l:KNOWS {since: 7}]->(y) RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: A composite relationship index follows writes
    Given an empty graph
    And having executed:
      """
      CREATE INDEX composite FOR ()-[r:R]-() ON (r.a, r.b)
      """
    And having executed:
      """
      CREATE (x)-[:R {a: 1, b: 1}]->(y), (x)-[:R {a: 1, b: 2}]->(y), (x)-[:R {a: 1}]->(y)
      """
    When executing query:
      """
      MATCH ()-[r:R {a: 1, b: 2}]->() SET r.b = 3 RETURN r.b AS b
      """
    Then the result should be, in any order:
      | b |
      | 3 |
    When executing query:
      """
      MATCH ()-[r:R]->() WHERE r.a = 1 AND r.b = 2 RETURN r
      """
    Then the result should be empty
    When executing query:
      """
      MATCH ()-[r:R {a: 1, b: 3}]->() DELETE r
      """
    Then the result should be empty
    When executing query:
      """
      MATCH ()-[r:R {a: 1, b: 3}]->() RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |

  Scenario: Text indexes answer questions about strings
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {nick: 'bobby'}), (:Person {nick: 'bo'}), (:Person {nick: 7}), (:Person {nick: 'Rob'}), (:Person)
      """
    And having executed:
      """
      CREATE TEXT INDEX nicks FOR (n:Person) ON (n.nick)
      """
    When executing query:
      """
      MATCH (n:Person) WHERE n.nick CONTAINS 'ob' RETURN n.nick AS nick
      """
    Then the result should be, in any order:
      | nick    |
      | 'bobby' |
      | 'Rob'   |
    When executing query:
      """
      MATCH (n:Person) WHERE n.nick ENDS WITH 'o' RETURN n.nick AS nick
      """
    Then the result should be, in any order:
      | nick |
      | 'bo' |
    When executing query:
      """
      MATCH (n:Person) WHERE n.nick = 'bo' RETURN n.nick AS nick
      """
    Then the result should be, in any order:
      | nick |
      | 'bo' |
    When executing query:
      """
      MATCH (n:Person) WHERE n.nick = 7 RETURN n.nick AS nick
      """
    Then the result should be, in any order:
      | nick |
      | 7    |
    When executing query:
      """
      MATCH (n:Person) WHERE n.nick IN ['Rob', 7] RETURN n.nick AS nick
      """
    Then the result should be, in any order:
      | nick  |
      | 'Rob' |
      | 7     |

  Scenario: Point indexes answer equality
    Given an empty graph
    And having executed:
      """
      CREATE (:Place {at: point({x: 1, y: 2})}), (:Place {at: point({x: 1, y: 3})}), (:Place {at: 'here'})
      """
    And having executed:
      """
      CREATE POINT INDEX places FOR (p:Place) ON (p.at)
      """
    When executing query:
      """
      MATCH (p:Place) WHERE p.at = point({x: 1, y: 2}) RETURN p.at.y AS y
      """
    Then the result should be, in any order:
      | y   |
      | 2.0 |
    When executing query:
      """
      MATCH (p:Place {at: 'here'}) RETURN p.at AS at
      """
    Then the result should be, in any order:
      | at     |
      | 'here' |

  Scenario: SHOW INDEXES gives every kind, by name
    Given an empty graph
    And having executed:
      """
      CREATE INDEX b_range FOR (n:L) ON (n.a, n.b)
      """
    And having executed:
      """
      CREATE TEXT INDEX c_text FOR ()-[r:T]-() ON (r.a)
      """
    And having executed:
      """
      CREATE POINT INDEX d_point FOR (n:L) ON (n.p)
      """
    And having executed:
      """
      CREATE FULLTEXT INDEX e_full FOR (n:L|M) ON EACH [n.a]
      """
    And having executed:
      """
      CREATE CONSTRAINT a_unique FOR (n:M) REQUIRE n.u IS UNIQUE
      """
    When executing query:
      """
      SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, indexProvider, owningConstraint, state
      """
    Then the result should be, in order:
      | name                      | type       | entityType     | labelsOrTypes | properties | indexProvider      | owningConstraint | state    |
      | 'a_unique'                | 'RANGE'    | 'NODE'         | ['M']         | ['u']      | 'range-1.0'        | 'a_unique'       | 'ONLINE' |
      | 'b_range'                 | 'RANGE'    | 'NODE'         | ['L']         | ['a', 'b'] | 'range-1.0'        | null             | 'ONLINE' |
      | 'c_text'                  | 'TEXT'     | 'RELATIONSHIP' | ['T']         | ['a']      | 'text-2.0'         | null             | 'ONLINE' |
      | 'd_point'                 | 'POINT'    | 'NODE'         | ['L']         | ['p']      | 'point-1.0'        | null             | 'ONLINE' |
      | 'e_full'                  | 'FULLTEXT' | 'NODE'         | ['L', 'M']    | ['a']      | 'fulltext-1.0'     | null             | 'ONLINE' |
      | 'node_label_lookup_index' | 'LOOKUP'   | 'NODE'         | null          | null       | 'token-lookup-1.0' | null             | 'ONLINE' |
      | 'rel_type_lookup_index'   | 'LOOKUP'   | 'RELATIONSHIP' | null          | null       | 'token-lookup-1.0' | null             | 'ONLINE' |
    When executing query:
      """
      SHOW RANGE INDEXES WHERE owningConstraint IS NULL
      """
    Then the result should be, in order:
      | id | name      | state    | populationPercent | type    | entityType | labelsOrTypes | properties | indexProvider | owningConstraint | lastRead | readCount |
      | 1  | 'b_range' | 'ONLINE' | 100.0             | 'RANGE' | 'NODE'     | ['L']         | ['a', 'b'] | 'range-1.0'   | null             | null     | null      |
    When executing query:
      """
      SHOW INDEXES YIELD name AS n, type ORDER BY n DESC SKIP 1 LIMIT 2 WHERE type <> 'POINT' RETURN n
      """
    Then the result should be, in order:
      | n                         |
      | 'node_label_lookup_index' |
      | 'e_full'                  |
    When executing query:
      """
      SHOW INDEXES YIELD type RETURN type, count(*) AS n ORDER BY type
      """
    Then the result should be, in order:
      | type       | n |
      | 'FULLTEXT' | 1 |
      | 'LOOKUP'   | 2 |
      | 'POINT'    | 1 |
      | 'RANGE'    | 2 |
      | 'TEXT'     | 1 |
    When executing query:
      """
      SHOW INDEXES YIELD name, createStatement WHERE name = 'b_range'
      """
    Then the result should be, in order:
      | name      | createStatement                                                |
      | 'b_range' | 'CREATE RANGE INDEX `b_range` FOR (n:`L`) ON (n.`a`, n.`b`)' |

  Scenario: Lookup indexes are always there
    Given an empty graph
    When executing query:
      """
      CREATE LOOKUP INDEX mine FOR (n) ON EACH labels(n)
      """
    Then a SchemaError should be raised at runtime: IndexAlreadyExists
    When executing query:
      """
      CREATE LOOKUP INDEX mine IF NOT EXISTS FOR ()-[r]-() ON EACH type(r)
      """
    Then the result should be empty
    And no side effects
    When executing query:
      """
      SHOW LOOKUP INDEXES YIELD name
      """
    Then the result should be, in order:
      | name                      |
      | 'node_label_lookup_index' |
      | 'rel_type_lookup_index'   |

  Scenario: Indexes of different kinds may be on one schema
    Given an empty graph
    And having executed:
      """
      CREATE TEXT INDEX one FOR (n:L) ON (n.a)
      """
    When executing query:
      """
      CREATE RANGE INDEX two FOR (n:L) ON (n.a)
      """
    Then the result should be empty
    When executing query:
      """
      CREATE INDEX three FOR (n:L) ON (n.a)
      """
    Then a SchemaError should be raised at runtime: IndexAlreadyExists
    When executing query:
      """
      CREATE INDEX three IF NOT EXISTS FOR (n:L) ON (n.a)
      """
    Then the result should be empty
    And no side effects
    When executing query:
      """
      CREATE INDEX two FOR (n:M) ON (n.a)
      """
    Then a SchemaError should be raised at runtime: IndexWithNameAlreadyExists

  Scenario: OPTIONS name a provider and a configuration
    Given an empty graph
    When executing query:
      """
      CREATE INDEX one FOR (n:L) ON (n.a) OPTIONS {indexProvider: 'range-1.0'}
      """
    Then the result should be empty
    When executing query:
      """
      CREATE POINT INDEX two FOR (n:L) ON (n.a) OPTIONS {indexConfig: {`spatial.cartesian.min`: [-100.0, -100.0]}}
      """
    Then the result should be empty
    When executing query:
      """
      CREATE TEXT INDEX three FOR (n:L) ON (n.a) OPTIONS {indexProvider: 'range-1.0'}
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue
    When executing query:
      """
      CREATE INDEX three FOR (n:L) ON (n.c) OPTIONS {indexConfig: {size: 3}}
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: Dropping what is not there
    Given an empty graph
    When executing query:
      """
      DROP INDEX missing
      """
    Then a SchemaError should be raised at runtime: IndexNotFound
    When executing query:
      """
      DROP INDEX missing IF EXISTS
      """
    Then the result should be empty

  Scenario: SHOW FUNCTIONS and PROCEDURES
    Given an empty graph
    When executing query:
      """
      SHOW FUNCTIONS YIELD name, category, isBuiltIn WHERE name = 'toUpper' RETURN category, isBuiltIn
      """
    Then the result should be, in any order:
      | category | isBuiltIn |
      | 'String' | true      |
    When executing query:
      """
      SHOW USER DEFINED FUNCTIONS
      """
    Then the result should be empty
    When executing query:
      """
      SHOW PROCEDURES YIELD name, mode, signature WHERE name STARTS WITH 'db.labels' RETURN *
      """
    Then the result should be, in any order:
      | mode   | name        | signature                          |
      | 'READ' | 'db.labels' | 'db.labels() :: (label :: STRING)' |
