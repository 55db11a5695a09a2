Feature: Claims that contradict one another

  Background:
    Given an empty graph

  Scenario: Two leaders of one country in one office at one time
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,role,valid_from,valid_to,confidence
      Angela Merkel,Person,LEADS,Germany,Country,chancellor,2005-11-22,2021-12-08,0.9
      Frank-Walter Steinmeier,Person,LEADS,Germany,Country,president,2017-03-19,,0.9
      """
    And the table "b.csv" recorded at 2026-01-12:
      """
      source,source_type,relation,target,target_type,role,valid_from,valid_to,confidence
      Olaf Scholz,Person,LEADS,Germany,Country,Chancellor,2021-06-01,2025-05-06,0.6
      """
    When executing query:
      """
      CALL entente.contradictions()
      YIELD kind, relation, subject, others, evidence, score, reason
      RETURN kind, relation, subject.name AS subject, [o IN others | o.name] AS others,
             [side IN evidence | [e IN side | e.valid_from.year]] AS years, score, reason
      """
    Then the result should be, in any order:
      | kind                 | relation | subject   | others                           | years            | score | reason                                                     |
      | 'different_subjects' | 'LEADS'  | 'Germany' | ['Angela Merkel', 'Olaf Scholz'] | [[2005], [2021]] | 0.6   | 'Angela Merkel and Olaf Scholz LEADS Germany (chancellor)' |

  Scenario: One leader after the other is no contradiction
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,role,valid_from,valid_to
      Angela Merkel,Person,LEADS,Germany,Country,chancellor,2005-11-22,2021-12-07
      Olaf Scholz,Person,LEADS,Germany,Country,chancellor,2021-12-08,2025-05-06
      """
    When executing query:
      """
      CALL entente.contradictions() YIELD kind RETURN kind
      """
    Then the result should be empty

  Scenario: Entities that are one lead together
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,role
      Volodymyr Zelensky,Person,LEADS,Ukraine,Country,president
      Volodymyr Zelenskyy,Person,LEADS,Ukraine,Country,president
      """
    When executing query:
      """
      CALL entente.contradictions() YIELD kind RETURN kind
      """
    Then the result should be empty

  Scenario: Two values of one fact, unless one lies in the other
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type
      Angela Merkel,Person,BORN_ON,1954-07-17,Date
      Vladimir Putin,Person,BORN_ON,1952,Date
      """
    And the table "b.csv" recorded at 2026-01-11:
      """
      source,source_type,relation,target,target_type
      Angela Merkel,Person,BORN_ON,1956-07-17,Date
      Vladimir Putin,Person,BORN_ON,1952-10-07,Date
      """
    When executing query:
      """
      CALL entente.contradictions()
      YIELD kind, subject, others, evidence
      RETURN kind, subject.name AS subject, [o IN others | o.name] AS others,
             [side IN evidence | size(side)] AS claims
      """
    Then the result should be, in any order:
      | kind                | subject         | others                       | claims |
      | 'different_objects' | 'Angela Merkel' | ['1954-07-17', '1956-07-17'] | [1, 1] |

  Scenario: Stated by one, denied by another
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,modality
      Gazprom,Company,SUPPLIES,China,Country,stated
      """
    And the table "b.csv" recorded at 2026-01-11:
      """
      source,source_type,relation,target,target_type,modality
      Gazprom,Company,SUPPLIES,China,Country,negated
      Gazprom,Company,SUPPLIES,India,Country,negated
      """
    When executing query:
      """
      CALL entente.contradictions()
      YIELD kind, relation, subject, others, evidence
      RETURN kind, relation, subject.name AS subject, others[0].name AS object,
             [side IN evidence | side[0].modality] AS modalities
      """
    Then the result should be, in any order:
      | kind     | relation   | subject   | object  | modalities            |
      | 'denied' | 'SUPPLIES' | 'Gazprom' | 'China' | ['stated', 'negated'] |

  Scenario: As of another time, only what was known then contradicts
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,modality
      Gazprom,Company,SUPPLIES,China,Country,stated
      """
    And the table "b.csv" recorded at 2026-01-20:
      """
      source,source_type,relation,target,target_type,modality
      Gazprom,Company,SUPPLIES,China,Country,negated
      """
    And looking as of recorded 2026-01-15
    When executing query:
      """
      CALL entente.contradictions() YIELD kind RETURN kind
      """
    Then the result should be empty

  Scenario: Kinds, subjects and relationships can be chosen
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type
      Gazprom,Company,OPERATES,Nord Stream,Pipeline
      Wintershall,Company,OPERATES,Nord Stream,Pipeline
      Angela Merkel,Person,BORN_ON,1954-07-17,Date
      Angela Merkel,Person,BORN_ON,1956-07-17,Date
      """
    When executing query:
      """
      MATCH (p:Pipeline)
      CALL entente.contradictions({subject: p,
                                   functional: [{type: 'OPERATES', one: 'subject'}]})
      YIELD relation, others
      RETURN relation, [o IN others | o.name] AS others
      """
    Then the result should be, in any order:
      | relation   | others                     |
      | 'OPERATES' | ['Gazprom', 'Wintershall'] |
    When executing query:
      """
      CALL entente.contradictions({kinds: ['denied', 'former']}) YIELD kind RETURN kind
      """
    Then the result should be empty

  Scenario: A kind that does not exist
    When executing query:
      """
      CALL entente.contradictions({kinds: 'lies'}) YIELD kind RETURN kind
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: An office of which there is one, though it does not lead the country
    Given the table "a.csv" recorded at 2026-01-10:
      """
      source,source_type,relation,target,target_type,role,valid_from,valid_to,confidence
      Li Qiang,Person,HOLDS_OFFICE,China,Country,premier,,,0.8
      Wang Yi,Person,HOLDS_OFFICE,China,Country,spokesman,,,0.8
      """
    And the table "b.csv" recorded at 2026-01-12:
      """
      source,source_type,relation,target,target_type,role,valid_from,valid_to,confidence
      Xi Jinping,Person,HOLDS_OFFICE,China,Country,premier,,,0.8
      Mao Ning,Person,HOLDS_OFFICE,China,Country,spokesman,,,0.8
      Li Keqiang,Person,HOLDS_OFFICE,China,Country,,,,0.8
      """
    When executing query:
      """
      CALL entente.contradictions() YIELD kind, relation, subject, others
      RETURN kind, relation, subject.name AS subject, [o IN others | o.name] AS others
      """
    Then the result should be, in any order:
      | kind                 | relation       | subject | others                     |
      | 'different_subjects' | 'HOLDS_OFFICE' | 'China' | ['Li Qiang', 'Xi Jinping'] |
