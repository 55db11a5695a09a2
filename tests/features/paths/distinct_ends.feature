Feature: Different ends of chains of relationships

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'}), (b:B {n: 'b'}), (c:B {n: 'c'}), (d:C {n: 'd'}), (e:C {n: 'e'})
      CREATE (a)-[:R]->(b), (a)-[:R]->(c), (b)-[:R]->(d), (c)-[:R]->(d), (c)-[:R]->(e),
             (d)-[:R]->(a), (e)-[:S]->(a), (e)-[:R]->(e)
      """

  Scenario: Two hops that follow the arrows
    When executing query:
      """
      MATCH (:A)-[:R]->()-[:R]->(x) RETURN count(DISTINCT x) AS k, count(*) AS ways
      """
    Then the result should be, in any order:
      | k | ways |
      | 2 | 3    |

  Scenario: A loop is no chain of two
    When executing query:
      """
      MATCH (s {n: 'e'})-[:R]->()-[:R]->(x) RETURN DISTINCT x.n AS x
      """
    Then the result should be, in any order:
      | x |

  Scenario: Two loops are a chain of two
    Given having executed:
      """
      MATCH (e {n: 'e'}) CREATE (e)-[:R]->(e)
      """
    When executing query:
      """
      MATCH (s {n: 'e'})-[:R]->()-[:R]->(x) RETURN count(DISTINCT x) AS k
      """
    Then the result should be, in any order:
      | k |
      | 1 |

  Scenario: The way back over the same relationship does not count
    When executing query:
      """
      MATCH (s {n: 'b'})-[:R]-()-[:R]-(x) RETURN count(DISTINCT x) AS k
      """
    Then the result should be, in any order:
      | k |
      | 3 |

  Scenario: The way back over a parallel relationship counts
    Given having executed:
      """
      MATCH (a:A), (b {n: 'b'}) CREATE (a)-[:R]->(b)
      """
    When executing query:
      """
      MATCH (s {n: 'b'})-[:R]-()-[:R]-(x) RETURN count(DISTINCT x) AS k
      """
    Then the result should be, in any order:
      | k |
      | 4 |

  Scenario: Relationships of two clauses may be the same
    When executing query:
      """
      MATCH (s {n: 'b'})-[:R]-(m) MATCH (m)-[:R]-(x) RETURN count(DISTINCT x) AS k
      """
    Then the result should be, in any order:
      | k |
      | 4 |

  Scenario: Round a triangle and one more
    When executing query:
      """
      MATCH (s {n: 'b'})-[:R]->()-[:R]->()-[:R]->()-[:R]->(x) RETURN count(DISTINCT x) AS k
      """
    Then the result should be, in any order:
      | k |
      | 2 |

  Scenario: Conditions on the nodes in between
    When executing query:
      """
      MATCH (:A)-[:R]->(m)-[:R]->(x) WHERE m.n <> 'c' RETURN DISTINCT x.n AS x
      """
    Then the result should be, in any order:
      | x   |
      | 'd' |

  Scenario: Ends of each start
    When executing query:
      """
      MATCH (s:B)-[:R]->()-[]->(x) RETURN s.n AS s, count(DISTINCT x) AS k
      """
    Then the result should be, in any order:
      | s   | k |
      | 'b' | 1 |
      | 'c' | 2 |

  Scenario: Ends of all starts together
    When executing query:
      """
      MATCH (:B)-[:R]->()-[]->(x) RETURN count(DISTINCT x) AS k, count(DISTINCT x.n) AS names
      """
    Then the result should be, in any order:
      | k | names |
      | 2 | 2     |

  Scenario: Chains inside of an existence test and a counting subquery
    When executing query:
      """
      MATCH (s) WHERE EXISTS { (s)-[:R]->()-[:R]->(:C) }
      RETURN s.n AS s, COUNT { MATCH (s)-[:R]->()-[:R]->(x) RETURN DISTINCT x } AS k
      """
    Then the result should be, in any order:
      | s   | k |
      | 'a' | 2 |
      | 'c' | 2 |

  Scenario: A relationship used elsewhere in the pattern is not used again
    When executing query:
      """
      MATCH (s {n: 'd'})-[r]->(a:A), (a)-[:R]-(m)-[:R]-(x) RETURN count(DISTINCT x) AS k, r IS NULL AS n
      """
    Then the result should be, in any order:
      | k | n     |
      | 2 | false |
