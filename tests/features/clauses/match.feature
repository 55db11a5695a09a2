Feature: MATCH finds every way a pattern fits the graph

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (gazprom:Company {name: 'Gazprom'}), (cnpc:Company {name: 'CNPC'}),
             (russia:Country {name: 'Russia'}), (china:Country {name: 'China'}),
             (siberia:Pipeline {name: 'Power of Siberia', km: 3000}),
             (nord:Pipeline {name: 'Nord Stream', km: 1224}),
             (gazprom)-[:BASED_IN]->(russia), (cnpc)-[:BASED_IN]->(china),
             (gazprom)-[:OPERATES {since: 2019}]->(siberia), (gazprom)-[:OPERATES {since: 2011}]->(nord),
             (siberia)-[:SUPPLIES]->(china)
      """

  Scenario: A label keeps the nodes that carry it
    When executing query:
      """
      MATCH (c:Country) RETURN c.name AS name
      """
    Then the result should be, in any order:
      | name     |
      | 'Russia' |
      | 'China'  |
    And no side effects

  Scenario: A whole node is returned with labels and properties
    When executing query:
      """
      MATCH (p:Pipeline {name: 'Nord Stream'}) RETURN p
      """
    Then the result should be, in any order:
      | p                                           |
      | (:Pipeline {km: 1224, name: 'Nord Stream'}) |

  Scenario: A relationship is returned with type and properties
    When executing query:
      """
      MATCH (:Company)-[r:OPERATES]->(:Pipeline {km: 1224}) RETURN r, type(r) AS t
      """
    Then the result should be, in any order:
      | r                         | t          |
      | [:OPERATES {since: 2011}] | 'OPERATES' |

  Scenario Outline: Direction matters unless it is left open
    When executing query:
      """
      MATCH (:Company {name: 'Gazprom'})<arrow>(x) RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n       |
      | <count> |
    Examples:
      | arrow  | count |
      | -->    | 3     |
      | <--    | 0     |
      | --     | 3     |
      | -[]-   | 3     |

  Scenario: Several types are alternatives
    When executing query:
      """
      MATCH (:Company {name: 'Gazprom'})-[r:BASED_IN|OPERATES]->(x) RETURN x.name AS name
      """
    Then the result should be, in any order:
      | name               |
      | 'Russia'           |
      | 'Power of Siberia' |
      | 'Nord Stream'      |

  Scenario: Two patterns that share no variable give their product
    When executing query:
      """
      MATCH (a:Country), (b:Company) RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 4 |

  Scenario: One MATCH uses each relationship once
    When executing query:
      """
      MATCH (a:Company {name: 'Gazprom'})-[:OPERATES]-(x)-[:OPERATES]-(b) RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |

  Scenario: Two MATCH clauses may use the same relationship
    When executing query:
      """
      MATCH (a:Company {name: 'Gazprom'})-[:OPERATES]->(x) MATCH (x)<-[:OPERATES]-(b) RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: OPTIONAL MATCH keeps the row when nothing fits
    When executing query:
      """
      MATCH (c:Company) OPTIONAL MATCH (c)-[:OPERATES]->(p) RETURN c.name AS company, p.name AS pipeline
      """
    Then the result should be, in any order:
      | company   | pipeline           |
      | 'Gazprom' | 'Power of Siberia' |
      | 'Gazprom' | 'Nord Stream'      |
      | 'CNPC'    | null               |

  Scenario: The WHERE of an OPTIONAL MATCH belongs to the optional part
    When executing query:
      """
      MATCH (c:Company) OPTIONAL MATCH (c)-[r:OPERATES]->(p) WHERE r.since > 2015
      RETURN c.name AS company, p.name AS pipeline
      """
    Then the result should be, in any order:
      | company   | pipeline           |
      | 'Gazprom' | 'Power of Siberia' |
      | 'CNPC'    | null               |

  Scenario: A pattern is a condition in WHERE
    When executing query:
      """
      MATCH (c:Company) WHERE (c)-[:OPERATES]->(:Pipeline) RETURN c.name AS name
      """
    Then the result should be, in any order:
      | name      |
      | 'Gazprom' |

  Scenario: NOT turns a pattern condition round
    When executing query:
      """
      MATCH (c:Company) WHERE NOT (c)-[:OPERATES]->() RETURN c.name AS name
      """
    Then the result should be, in any order:
      | name   |
      | 'CNPC' |

  Scenario: An EXISTS subquery sees the outer variables
    When executing query:
      """
      MATCH (c:Company)
      WHERE EXISTS { MATCH (c)-[:OPERATES]->(p) WHERE p.km > 2000 }
      RETURN c.name AS name
      """
    Then the result should be, in any order:
      | name      |
      | 'Gazprom' |

  Scenario: Inequality of properties that are missing is unknown and keeps nothing
    When executing query:
      """
      MATCH (n) WHERE n.km <> 5 RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: An unknown label is no error and finds nothing
    When executing query:
      """
      MATCH (n:Compny) RETURN n
      """
    Then the result should be empty
