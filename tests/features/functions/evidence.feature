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

  Scenario: Independent voices bear a relationship out, copies do not
    Given an empty graph
    And the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,confidence,sentence
      Gazprom,Company,SUPPLIES,China,Country,0.5,Gazprom supplies gas to China through a pipeline.
      """
    And the table "b.csv" recorded at 2026-01-11:
      """
      source,source_type,relation,target,target_type,confidence,sentence
      Gazprom,Company,SUPPLIES,China,Country,0.8,China has bought its gas from Gazprom since 2019.
      """
    And the table "c.csv" recorded at 2026-01-12:
      """
      source,source_type,relation,target,target_type,confidence,sentence
      Gazprom,Company,SUPPLIES,China,Country,0.5,Gazprom supplies gas to China through a pipeline.
      """
    When executing query:
      """
      MATCH (:Company)-[r:SUPPLIES]->(:Country)
      WITH r, corroboration(r) AS c
      RETURN c.claims AS claims, c.documents AS documents, c.voices AS voices,
             round(c.confidence, 3) AS confidence, r.confidence AS best,
             [e IN evidence(r) | e.voice] AS numbers, corroboration(null) AS none
      """
    Then the result should be, in any order:
      | claims | documents | voices | confidence | best | numbers   | none |
      | 3      | 3         | 2      | 0.9        | 0.8  | [1, 2, 1] | null |
