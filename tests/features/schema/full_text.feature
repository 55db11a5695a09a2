# Cypher manual, "Full-text indexes": "Create full-text indexes", "Query full-text indexes",
# "Handling of text array properties", "Show full-text indexes", "Drop full-text indexes".
Feature: Full-text indexes

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (erik:Employee {name: 'Nils-Erik Berg', position: 'Engineer', team: 'Kernel', notes: ['Nils-Erik is hard to work with.', 'He is often late for work.']}),
             (anna:Manager {name: 'Anna Danielsson', position: 'Engineering manager'}),
             (nils:Employee {name: 'Nils Holm', position: 'Engineer', team: 'Operations'}),
             (maya:Employee {name: 'Maya Sato', position: 'Senior Engineer', team: 'Operations'}),
             (anna)-[:REVIEWED {message: 'Nils-Erik is said to be hard to work with.'}]->(erik),
             (maya)-[:EMAILED {message: 'I have booked a team meeting tomorrow.'}]->(nils)
      """
    And having executed:
      """
      CREATE FULLTEXT INDEX namesAndTeams FOR (n:Employee|Manager) ON EACH [n.name, n.team]
      """

  Scenario: Words are found in any of the properties, best matches first
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'nils') YIELD node, score
      RETURN node.name AS name, score > 0 AS scored
      """
    Then the result should be, in order:
      | name             | scored |
      | 'Nils Holm'      | true   |
      | 'Nils-Erik Berg' | true   |
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'operations OR kernel') YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in any order:
      | name             |
      | 'Nils-Erik Berg' |
      | 'Nils Holm'      |
      | 'Maya Sato'      |

  Scenario: Phrases
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', '"nils erik"') YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in any order:
      | name             |
      | 'Nils-Erik Berg' |
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', '"erik nils"') YIELD node
      RETURN node.name AS name
      """
    Then the result should be empty

  Scenario: A property may be named
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'team:operations AND name:maya') YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in any order:
      | name        |
      | 'Maya Sato' |
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'name:operations') YIELD node
      RETURN node.name AS name
      """
    Then the result should be empty

  Scenario Outline: The query language
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', '<query>') YIELD node
      WITH node ORDER BY node.name
      RETURN collect(node.name) AS names
      """
    Then the result should be, in any order:
      | names   |
      | <names> |

    Examples:
      | query                      | names                           |
      | +nils -erik                | ['Nils Holm']                   |
      | nils NOT erik              | ['Nils Holm']                   |
      | nils AND NOT holm          | ['Nils-Erik Berg']              |
      | nils && operations         | ['Nils Holm']                   |
      | (maya \|\| nils) AND oper* | ['Maya Sato', 'Nils Holm']      |
      | n?ls                       | ['Nils Holm', 'Nils-Erik Berg'] |
      | *son                       | ['Anna Danielsson']             |
      | nisl~1                     | ['Nils Holm', 'Nils-Erik Berg'] |
      | danielson~                 | ['Anna Danielsson']             |
      | name:[m TO n]              | ['Maya Sato']                   |
      | name:{maya TO *]           | ['Maya Sato', 'Nils Holm', 'Nils-Erik Berg'] |
      | name:(holm maya)           | ['Maya Sato', 'Nils Holm']      |
      | Nils\\\\-Erik              | ['Nils Holm', 'Nils-Erik Berg'] |
      | -nils                      | []                              |
      | *:* -nils                  | ['Anna Danielsson', 'Maya Sato'] |
      | nothing                    | []                              |

  Scenario: Boosts change the order
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'berg^10 holm') YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in order:
      | name             |
      | 'Nils-Erik Berg' |
      | 'Nils Holm'      |
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'berg holm^10') YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in order:
      | name             |
      | 'Nils Holm'      |
      | 'Nils-Erik Berg' |

  Scenario: A page of the hits
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'nils', {skip: 1, limit: 5}) YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in order:
      | name             |
      | 'Nils-Erik Berg' |
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'nils', {limit: 0}) YIELD node
      RETURN node.name AS name
      """
    Then the result should be empty

  Scenario: Relationships
    And having executed:
      """
      CREATE FULLTEXT INDEX communications FOR ()-[r:REVIEWED|EMAILED]-() ON EACH [r.message]
      """
    When executing query:
      """
      CALL db.index.fulltext.queryRelationships('communications', 'meeting') YIELD relationship, score
      RETURN type(relationship) AS type, relationship.message AS message, startNode(relationship).name AS from
      """
    Then the result should be, in any order:
      | type      | message                                  | from        |
      | 'EMAILED' | 'I have booked a team meeting tomorrow.' | 'Maya Sato' |
    When executing query:
      """
      MATCH ()-[r:EMAILED]->() DELETE r
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.index.fulltext.queryRelationships('communications', 'meeting') YIELD relationship
      RETURN relationship
      """
    Then the result should be empty

  Scenario: Lists of strings are indexed, and no phrase reaches over two of them
    And having executed:
      """
      CREATE FULLTEXT INDEX notes FOR (n:Employee) ON EACH [n.notes]
      """
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('notes', 'late') YIELD node RETURN node.name AS name
      """
    Then the result should be, in any order:
      | name             |
      | 'Nils-Erik Berg' |
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('notes', '"work with he"') YIELD node RETURN node.name AS name
      """
    Then the result should be empty

  Scenario: An index follows every write
    When executing query:
      """
      MATCH (n:Employee {name: 'Nils Holm'}) SET n.name = 'Sven Holm'
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'nils sven') YIELD node
      RETURN node.name AS name
      """
    Then the result should be, in any order:
      | name             |
      | 'Sven Holm'      |
      | 'Nils-Erik Berg' |
    When executing query:
      """
      MATCH (n:Employee {name: 'Sven Holm'}) REMOVE n:Employee
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'sven') YIELD node RETURN node
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (n:Manager {name: 'Sven'})
      WITH n CALL db.index.fulltext.queryNodes('namesAndTeams', 'sven') YIELD node
      RETURN node = n AS own
      """
    Then the result should be, in any order:
      | own  |
      | true |

  Scenario: The analyzer decides what words are
    And having executed:
      """
      CREATE FULLTEXT INDEX peers FOR (n:Employee|Manager) ON EACH [n.position]
      OPTIONS {indexConfig: {`fulltext.analyzer`: 'english', `fulltext.eventually_consistent`: false}}
      """
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('peers', 'managing') YIELD node RETURN node.name AS name
      """
    Then the result should be, in any order:
      | name              |
      | 'Anna Danielsson' |
    When executing query:
      """
      SHOW FULLTEXT INDEXES YIELD name, labelsOrTypes, properties, options
      WHERE name = 'peers'
      RETURN labelsOrTypes, properties, options.indexConfig['fulltext.analyzer'] AS analyzer
      """
    Then the result should be, in any order:
      | labelsOrTypes           | properties   | analyzer  |
      | ['Employee', 'Manager'] | ['position'] | 'english' |

  Scenario: Analyzers are listed
    When executing query:
      """
      CALL db.index.fulltext.listAvailableAnalyzers() YIELD analyzer, stopwords
      WHERE analyzer IN ['standard', 'standard-no-stop-words', 'english', 'keyword', 'whitespace']
      RETURN analyzer, size(stopwords) AS stopwords
      """
    Then the result should be, in order:
      | analyzer                 | stopwords |
      | 'english'                | 33        |
      | 'keyword'                | 0         |
      | 'standard'               | 33        |
      | 'standard-no-stop-words' | 0         |
      | 'whitespace'             | 0         |

  Scenario: Waiting is accepted
    When executing query:
      """
      CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.awaitIndexes(300)
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.awaitIndex('namesAndTeam')
      """
    Then a ProcedureError should be raised at runtime: InvalidArgumentValue

  Scenario Outline: Queries that are wrong
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', '<query>') YIELD node RETURN node
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

    Examples:
      | query     |
      | (nils     |
      | nils)     |
      | "nils     |
      | AND nils  |
      | nils AND  |
      | name:     |
      | /ni.*/    |
      | [a b]     |
      | nils~5    |
      | nils^x    |

  Scenario: Indexes that are not there or are of the other kind
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeam', 'nils') YIELD node RETURN node
      """
    Then a ProcedureError should be raised at runtime: InvalidArgumentValue
    When executing query:
      """
      CALL db.index.fulltext.queryRelationships('namesAndTeams', 'nils') YIELD relationship RETURN relationship
      """
    Then a ProcedureError should be raised at runtime: InvalidArgumentValue
    When executing query:
      """
      CREATE FULLTEXT INDEX again FOR (n:Manager|Employee) ON EACH [n.team, n.name]
      """
    Then a SchemaError should be raised at runtime: IndexAlreadyExists
    When executing query:
      """
      CREATE FULLTEXT INDEX wrong FOR (n:Manager) ON EACH [n.name] OPTIONS {indexConfig: {`fulltext.analyzer`: 'englisch'}}
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: Dropping a full-text index
    When executing query:
      """
      DROP INDEX namesAndTeams
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.index.fulltext.queryNodes('namesAndTeams', 'nils') YIELD node RETURN node
      """
    Then a ProcedureError should be raised at runtime: InvalidArgumentValue
