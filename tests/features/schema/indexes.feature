Feature: Indexes and unique constraints

  Background:
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 50) AS i CREATE (:P {id: i, name: 'n' + toString(i)})
      """

  Scenario: An index changes no answer
    And having executed:
      """
      CREATE INDEX p_id FOR (n:P) ON (n.id)
      """
    When executing query:
      """
      MATCH (n:P) WHERE n.id >= 48 RETURN n.id AS id ORDER BY id
      """
    Then the result should be, in order:
      | id |
      | 48 |
      | 49 |
      | 50 |
    When executing query:
      """
      MATCH (n:P {id: 7.0}) RETURN n.name AS name
      """
    Then the result should be, in any order:
      | name |
      | 'n7' |

  Scenario: An index is found by IN and by prefix
    And having executed:
      """
      CREATE INDEX FOR (n:P) ON (n.name)
      """
    When executing query:
      """
      MATCH (n:P) WHERE n.name IN ['n1', 'n2', 'x'] RETURN n.id AS id
      """
    Then the result should be, in any order:
      | id |
      | 1  |
      | 2  |
    When executing query:
      """
      MATCH (n:P) WHERE n.name STARTS WITH 'n4' RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n  |
      | 11 |

  Scenario: A unique constraint refuses a second value
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:P) REQUIRE n.id IS UNIQUE
      """
    When executing query:
      """
      CREATE (:P {id: 7})
      """
    Then a ConstraintValidationFailed should be raised at runtime

  Scenario: A unique constraint cannot be created over duplicates
    And having executed:
      """
      CREATE (:P {id: 1})
      """
    When executing query:
      """
      CREATE CONSTRAINT FOR (n:P) REQUIRE n.id IS UNIQUE
      """
    Then a ConstraintVerificationFailed should be raised at runtime

  Scenario: Procedures list what is in use
    When executing query:
      """
      CALL db.labels() YIELD label RETURN label
      """
    Then the result should be, in any order:
      | label |
      | 'P'   |
    When executing query:
      """
      CALL db.relationshipTypes()
      """
    Then the result should be empty
    When executing query:
      """
      CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey ORDER BY propertyKey
      """
    Then the result should be, in order:
      | propertyKey |
      | 'id'        |
      | 'name'      |
