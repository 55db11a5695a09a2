# ISO/IEC 39075 (GQL): the standard's names for functions of Cypher.
Feature: Functions under the names of GQL

  Scenario Outline: The same function under another name
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (a:A)-->(b:B)
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x    |
      | true |
    Examples:
      | expression                                                                           |
      | ceiling(1.2) = ceil(1.2)                                                             |
      | ln(27) = log(27)                                                                     |
      | element_id(a) = elementId(a)                                                         |
      | path_length(p) = length(p)                                                           |
      | duration_between(date('2020-01-01'), date('2021-02-03')) = duration.between(date('2020-01-01'), date('2021-02-03')) |
      | local_time('10:00') = localtime('10:00')                                             |
      | zoned_time('10:00Z') = time('10:00Z')                                                |
      | local_datetime('2020-01-01T10:00') = localdatetime('2020-01-01T10:00')               |
      | zoned_datetime('2020-01-01T10:00Z') = datetime('2020-01-01T10:00Z')                  |

  Scenario: Aggregates
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 3] AS x
      RETURN collect_list(DISTINCT x) AS l, percentile_cont(x, 0.5) AS pc, percentile_disc(x, 0.5) AS pd,
             stddev_samp(x) = stDev(x) AS s, stddev_pop(x) = stDevP(x) AS p
      """
    Then the result should be, in any order:
      | l         | pc  | pd | s    | p    |
      | [1, 2, 3] | 2.5 | 2  | true | true |
