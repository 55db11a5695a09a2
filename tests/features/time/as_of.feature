Feature: Answers as of another time

  # The recorded clock says when a document came into the database, the valid clock on which days a
  # claim may hold.

  Background:
    Given an empty graph
    And the table "first.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,valid_from,valid_to,commodity,confidence
      Gazprom,Company,SUPPLIES,Germany,Country,1990,2022-08-31,natural gas,0.7
      Angela Merkel,Person,LEADS,Germany,Country,2005-11-22,2021-12-08,,1
      Gazprom,Company,BASED_IN,Russia,Country,,,,1
      """
    And the table "second.csv" recorded at 2026-02-20T12:00Z:
      """
      source,source_type,relation,target,target_type,valid_from,valid_to,commodity,confidence
      Gazprom,Company,SUPPLIES,Germany,Country,,2022-08-31,crude oil,0.9
      Olaf Scholz,Person,LEADS,Germany,Country,2021-12-08,2025-05-06,,1
      Gazprom,Company,SUPPLIES,China,Country,2019-12-02,,natural gas,1
      """
    And having executed:
      """
      MATCH (c:Country {name: 'Germany'}) CREATE (:Note {text: 'by hand'})-[:ABOUT]->(c)
      """

  Scenario: Relationships and entities of later documents are not there
    And looking as of recorded 2026-02-20T11:59
    When executing query:
      """
      MATCH (a)-[r:LEADS|SUPPLIES]->(b) RETURN a.name AS a, type(r) AS r, b.name AS b
      """
    Then the result should be, in any order:
      | a               | r          | b         |
      | 'Angela Merkel' | 'LEADS'    | 'Germany' |
      | 'Gazprom'       | 'SUPPLIES' | 'Germany' |
    When executing query:
      """
      MATCH (n:Entity) RETURN n.name AS name
      """
    Then the result should be, in any order:
      | name            |
      | 'Angela Merkel' |
      | 'Gazprom'       |
      | 'Germany'       |
      | 'Russia'        |
    When executing query:
      """
      MATCH (d:Document) RETURN d.title AS title, d.recorded_at AS recorded_at
      """
    Then the result should be, in any order:
      | title       | recorded_at         |
      | 'first.csv' | '2026-01-10T00:00Z' |

  Scenario: A recorded day counts to its end
    And looking as of recorded 2026-02-20
    When executing query:
      """
      MATCH (:Person)-[r:LEADS]->() RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: Relationships say what their claims said by then
    And looking as of recorded 2026-01-31
    When executing query:
      """
      MATCH (:Company)-[r:SUPPLIES]->(:Country {name: 'Germany'})
      RETURN r.commodity AS commodity, r.claims AS claims, r.documents AS documents,
             r.confidence AS confidence, size(evidence(r)) AS evidence
      """
    Then the result should be, in any order:
      | commodity       | claims | documents | confidence | evidence |
      | ['natural gas'] | 1      | 1         | 0.7        | 1        |
    And looking as of off
    When executing query:
      """
      MATCH (:Company)-[r:SUPPLIES]->(:Country {name: 'Germany'})
      RETURN r.commodity AS commodity, r.claims AS claims, r.documents AS documents,
             r.confidence AS confidence, size(evidence(r)) AS evidence
      """
    Then the result should be, in any order:
      | commodity                    | claims | documents | confidence | evidence |
      | ['crude oil', 'natural gas'] | 2      | 2         | 0.9        | 2        |

  Scenario: Before the first document there is only what has no clock
    And looking as of recorded 2025-12-31
    When executing query:
      """
      MATCH (n) RETURN labels(n) AS labels, COUNT { (n)--() } AS degree
      """
    Then the result should be, in any order:
      | labels   | degree |
      | ['Note'] | 0      |

  Scenario Outline: Only claims that may hold on a day
    And looking as of valid <day>
    When executing query:
      """
      MATCH (p:Person)-[:LEADS]->(:Country {name: 'Germany'}) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name   |
      | <name> |

    Examples:
      | day        | name            |
      | 2005-11-22 | 'Angela Merkel' |
      | 2021-12-07 | 'Angela Merkel' |
      | 2021-12-09 | 'Olaf Scholz'   |
      | 2025-05-06 | 'Olaf Scholz'   |

  Scenario: Both ends of a period belong to it
    And looking as of valid 2021-12-08
    When executing query:
      """
      MATCH (p:Person)-[:LEADS]->(:Country) RETURN count(p) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: A claim without dates may hold on any day
    And looking as of valid 1900-01-01
    When executing query:
      """
      MATCH (a)-[r:BASED_IN|SUPPLIES|LEADS]->(b) RETURN type(r) AS r, b.name AS b, r.commodity AS c
      """
    Then the result should be, in any order:
      | r          | b         | c             |
      | 'BASED_IN' | 'Russia'  | null          |
      | 'SUPPLIES' | 'Germany' | ['crude oil'] |

  Scenario: Both clocks together
    And looking as of recorded 2026-01-31, valid 2024-01-01
    When executing query:
      """
      MATCH (a)-[r:BASED_IN|SUPPLIES|LEADS]->(b) RETURN a.name AS a, type(r) AS r, b.name AS b
      """
    Then the result should be, in any order:
      | a         | r          | b        |
      | 'Gazprom' | 'BASED_IN' | 'Russia' |

  Scenario: The wording bounds what dates do not
    And the document "news.txt" of 2023-05-10 recorded at 2026-03-01:
      """
      Former U.S. President Barack Obama met Chinese President Xi Jinping in Beijing.
      """
    When executing query:
      """
      MATCH (p:Person)-[r:LEADS]->(c:Country) WHERE r.modality = 'former'
      RETURN p.name AS p, [e IN evidence(r) | e.valid_to] AS to
      """
    Then the result should be, in any order:
      | p              | to     |
      | 'Barack Obama' | [null] |
    And looking as of valid 2023-05-11
    When executing query:
      """
      MATCH (p:Person {name: 'Barack Obama'})-[r:LEADS]->(c:Country) RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |

  Scenario: The clocks of the evidence
    When executing query:
      """
      MATCH (:Person {name: 'Angela Merkel'})-[r:LEADS]->() UNWIND evidence(r) AS e
      RETURN e.recorded_at AS recorded_at, e.valid_from AS valid_from, e.valid_to AS valid_to,
             e.valid_to - duration('P1M') AS before, e.recorded_at.year AS year
      """
    Then the result should be, in any order:
      | recorded_at         | valid_from   | valid_to     | before       | year |
      | '2026-01-10T00:00Z' | '2005-11-22' | '2021-12-08' | '2021-11-08' | 2026 |

  Scenario: An index answers as of the time too
    And the table "names.csv" recorded at 2026-04-01:
      """
      name,type,aliases,founded
      Gazprom,Company,Gasprom;Gazprom PJSC,1989
      """
    And having executed:
      """
      CREATE INDEX FOR (c:Company) ON (c.founded)
      """
    When executing query:
      """
      MATCH (c:Company) WHERE c.founded > 1900 RETURN c.name AS name, c.aliases AS aliases
      """
    Then the result should be, in any order:
      | name      | aliases                     |
      | 'Gazprom' | ['Gasprom', 'Gazprom PJSC'] |
    And looking as of recorded 2026-03-31
    When executing query:
      """
      MATCH (c:Company) WHERE c.founded > 1900 RETURN c.name AS name
      """
    Then the result should be empty
    When executing query:
      """
      MATCH (c:Company) RETURN c.name AS name, c.aliases AS aliases, c.founded AS founded
      """
    Then the result should be, in any order:
      | name      | aliases | founded |
      | 'Gazprom' | null    | null    |

  Scenario: Counting procedures count what is there
    And looking as of recorded 2026-01-31
    When executing query:
      """
      CALL db.schema.relationshipTypeCounts() YIELD relationshipType, relationships
      WHERE relationshipType IN ['LEADS', 'SUPPLIES', 'MENTIONS', 'ABOUT']
      RETURN relationshipType AS type, relationships AS n
      """
    Then the result should be, in any order:
      | type       | n |
      | 'LEADS'    | 1 |
      | 'SUPPLIES' | 1 |
      | 'MENTIONS' | 4 |
      | 'ABOUT'    | 1 |

  Scenario Outline: The past cannot be changed
    And looking as of recorded 2026-01-31
    When executing query:
      """
      <statement>
      """
    Then a ReadOnly should be raised at any time

    Examples:
      | statement                                     |
      | CREATE (:X)                                   |
      | MATCH (n:Nowhere) SET n.a = 1                 |
      | MERGE (:Company {name: 'Gazprom'})            |
      | MATCH (n:Nowhere) DETACH DELETE n             |
      | CREATE INDEX FOR (c:Company) ON (c.founded)   |
      | UNWIND [] AS i CALL { CREATE (:X) } RETURN i  |
      | UNWIND [1] AS i CALL { MATCH (n) RETURN count(n) AS n } IN TRANSACTIONS RETURN n |
