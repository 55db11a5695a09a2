# Cypher manual, "LOAD CSV functions".
Feature: Functions of LOAD CSV

  Scenario: Outside of LOAD CSV there is no file and no line
    Given any graph
    When executing query:
      """
      RETURN file() AS file, linenumber() AS line
      """
    Then the result should be, in any order:
      | file | line |
      | null | null |
