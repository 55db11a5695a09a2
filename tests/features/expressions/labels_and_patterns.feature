# Cypher manual, "Label expression predicates" and "Path pattern expressions".
Feature: Labels and patterns as conditions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (alice:Person:Manager {name: 'Alice'}), (bob:Person {name: 'Bob'}), (rex:Dog {name: 'Rex'}), (none {name: 'None'}),
             (alice)-[:MANAGES]->(bob), (bob)-[:HAS {since: 1}]->(rex)
      """

  Scenario Outline: Which nodes fulfil a condition
    When executing query:
      """
      MATCH (n)
      WHERE <condition>
      WITH n.name AS name ORDER BY name
      RETURN collect(name) AS x
      """
    Then the result should be, in any order:
      | x       |
      | <names> |
    Examples:
      | condition                                   | names                    |
      | n:Person                                    | ['Alice', 'Bob']         |
      | n:Person:Manager                            | ['Alice']                |
      | n:Person&!Manager                           | ['Bob']                  |
      | n:Dog\|Manager                              | ['Alice', 'Rex']         |
      | n:!Person                                   | ['None', 'Rex']          |
      | n:%                                         | ['Alice', 'Bob', 'Rex']  |
      | n:!%                                        | ['None']                 |
      | n IS Person                                 | ['Alice', 'Bob']         |
      | n IS NOT Person                             | ['None', 'Rex']          |
      | NOT n:Person                                | ['None', 'Rex']          |
      | (n)-->()                                    | ['Alice', 'Bob']         |
      | (n)-[:HAS]->(:Dog)                          | ['Bob']                  |
      | NOT (n)--()                                 | ['None']                 |
      | (n)<-[:MANAGES]-({name: 'Alice'})           | ['Bob']                  |
      | (n)-[*2]->(:Dog)                            | ['Alice']                |
      | (n)-->() AND NOT n:Manager                  | ['Bob']                  |
      | exists((n)-[:HAS]->())                      | ['Bob']                  |
      | any(l IN labels(n) WHERE l STARTS WITH 'M') | ['Alice']                |

  Scenario: A test of null is null, a test of a relationship asks for its type
    When executing query:
      """
      MATCH (:Manager)-[r]->()
      OPTIONAL MATCH (missing:Nobody)
      RETURN r:MANAGES AS a, r:HAS|OTHER AS b, missing:Person AS c
      """
    Then the result should be, in any order:
      | a    | b     | c    |
      | true | false | null |

  Scenario: A pattern is a condition, not a value
    When executing query:
      """
      MATCH (n)
      RETURN (n)-->()
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
