Feature: The claims behind a relationship

  Scenario: A relationship that no document states has no claims
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH ()-[r]->()
      RETURN evidence(r) AS claims, evidence(null) AS nothing
      """
    Then the result should be, in any order:
      | claims | nothing |
      | []     | null    |

  Scenario: Only relationships have claims
    Given any graph
    When executing query:
      """
      RETURN evidence(1)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
