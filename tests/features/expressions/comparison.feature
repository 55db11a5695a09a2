# CIP2016-06-14; Cypher manual, "Equality, ordering, and comparison of value types" and "Working with null".
Feature: Equality, comparison and null

  Scenario Outline: Equality
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                            | value |
      | 1 = 1.0                               | true  |
      | 1 = '1'                               | false |
      | 1 = true                              | false |
      | 9007199254740993 = 9007199254740992.0 | false |
      | 0.0 = -0.0                            | true  |
      | NaN = NaN                             | false |
      | NaN <> NaN                            | true  |
      | 'a' = 'a'                             | true  |
      | null = null                           | null  |
      | null <> null                          | null  |
      | 1 <> null                             | null  |
      | [3, 4] = [1 + 2, 8 / 2]               | true  |
      | [1] = [1.0]                           | true  |
      | [1, 2] = [1]                          | false |
      | [1, null] = [1, null]                 | null  |
      | [1, null] = [2, null]                 | false |
      | [1, null] = [1]                       | false |
      | [[null]] = [[1]]                      | null  |
      | [1] = 1                               | false |
      | {} = {}                               | true  |
      | {a: 1, b: 2} = {b: 2, a: 1.0}         | true  |
      | {a: 1} = {b: 1}                       | false |
      | {a: null} = {a: 1}                    | null  |
      | {a: null, b: 1} = {a: 1, b: 2}        | false |
      | {a: null} = {}                        | false |
      | 1 = 1 = 1.0                           | true  |
      | 1 <> 2 <> 1                           | true  |

  Scenario Outline: Comparison
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression            | value |
      | 3 < 4                 | true  |
      | 3 < 3.5               | true  |
      | 9007199254740992.0 < 9007199254740993 | true |
      | 'x' < 'xy'            | true  |
      | 'B' < 'a'             | true  |
      | false < true          | true  |
      | 1 < 'a'               | null  |
      | true < 1              | null  |
      | 1 < null              | null  |
      | NaN < 1               | false |
      | NaN > 1               | false |
      | NaN <= NaN            | false |
      | NaN < 'a'             | null  |
      | Inf > 1e308           | true  |
      | [1, 2] < [1, 3]       | true  |
      | [1] < [1, null]       | true  |
      | [1, null] < [1, 2]    | null  |
      | [2, null] > [1, 9]    | true  |
      | [] < [1]              | true  |
      | [1, 2] >= [1, 2]      | true  |
      | [1] < 1               | null  |
      | {a: 1} < {a: 2}       | null  |
      | 1 < 2 < 3             | true  |
      | 1 < 3 < 2             | false |
      | 3 > 2 > 1 = 1         | true  |
      | 1 < null < 3          | null  |
      | 3 < 2 < null          | false |

  Scenario Outline: The truth tables
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression      | value |
      | false AND false | false |
      | false OR false | false |
      | false XOR false | false |
      | false AND null | false |
      | false OR null | null |
      | false XOR null | null |
      | false AND true | false |
      | false OR true | true |
      | false XOR true | true |
      | null AND false | false |
      | null OR false | null |
      | null XOR false | null |
      | null AND null | null |
      | null OR null | null |
      | null XOR null | null |
      | null AND true | null |
      | null OR true | true |
      | null XOR true | null |
      | true AND false | false |
      | true OR false | true |
      | true XOR false | true |
      | true AND null | null |
      | true OR null | true |
      | true XOR null | null |
      | true AND true | true |
      | true OR true | true |
      | true XOR true | false |
      | NOT true        | false |
      | NOT false       | true  |
      | NOT null        | null  |
      | NOT NOT null    | null  |
      | null IS NULL    | true  |
      | 1 IS NULL       | false |
      | null IS NOT NULL | false |

  Scenario Outline: IN
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                | value |
      | 2 IN [1, 2, 3]                            | true  |
      | 2 IN [1, null, 3]                         | null  |
      | 2 IN [1, 2, null]                         | true  |
      | 2 IN [1]                                  | false |
      | 2 IN []                                   | false |
      | 2.0 IN [2]                                | true  |
      | null IN [1, 2, 3]                         | null  |
      | null IN [1, null, 3]                      | null  |
      | null IN []                                | false |
      | 123 IN null                               | null  |
      | [0, 2] IN [[1, 2], [3, 4]]                | false |
      | [3, 4] IN [[1, 2], [3, 4]]                | true  |
      | [1] IN [[1, 2], [3, 4]]                   | false |
      | [1, null] IN [[1, null]]                  | null  |
      | [1, 2] IN [[1, null]]                     | null  |
      | [1, 2] IN [[2, null]]                     | false |
      | [1] IN [1]                                | false |
      | NOT 1 IN [2]                              | true  |
      | all(x IN [1, 3, 4] WHERE x IN [3, 1, 4])  | true  |

  Scenario Outline: Conditions that are no booleans, lists that are none
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
    Examples:
      | expression  |
      | 1 AND true  |
      | 'a' OR true |
      | NOT 1       |
      | true XOR [] |
      | 1 IN 1      |
      | 1 IN 'abc'  |

  Scenario: The order of values of all types
    Given any graph
    When executing query:
      """
      UNWIND [NaN, null, 42, 1.5, true, false, 'hello', point({x: 1, y: 2}), duration('P1D'), localtime('10:00'),
              time('10:00Z'), date('2024-02-10'), localdatetime('2024-02-10T00:00'), datetime('2024-02-10T00:00Z'),
              [1, 2, 3], [1], {name: 'Alice'}, {}] AS v
      WITH v ORDER BY v
      RETURN CASE WHEN v IS :: POINT NOT NULL THEN 'point' ELSE v END AS v
      """
    Then the result should be, in order:
      | v                                    |
      | {}                                   |
      | {name: 'Alice'}                      |
      | [1]                                  |
      | [1, 2, 3]                            |
      | 'point'                              |
      | '2024-02-10T00:00Z'                  |
      | '2024-02-10T00:00'                   |
      | '2024-02-10'                         |
      | '10:00Z'                             |
      | '10:00'                              |
      | 'P1D'                                |
      | 'hello'                              |
      | false                                |
      | true                                 |
      | 1.5                                  |
      | 42                                   |
      | NaN                                  |
      | null                                 |

  Scenario Outline: The order within a type
    Given any graph
    When executing query:
      """
      UNWIND <list> AS v
      WITH v ORDER BY v
      RETURN collect(v) AS sorted
      """
    Then the result should be, in any order:
      | sorted   |
      | <sorted> |
    Examples:
      | list                                                   | sorted                                                 |
      | [[1, 2, 'bar'], [1, 'foo', 3], [1, 'foo']]             | [[1, 'foo'], [1, 'foo', 3], [1, 2, 'bar']]             |
      | [[1, null], [1], [1, 2]]                               | [[1], [1, 2], [1, null]]                               |
      | [{a: 0, b: 'foo'}, {a: 1}]                             | [{a: 1}, {a: 0, b: 'foo'}]                             |
      | [{a: '', c: 1}, {b: 100, a: 'foo'}]                    | [{b: 100, a: 'foo'}, {a: '', c: 1}]                    |
      | [{a: 'foo', b: 2}, {b: 1, a: 'foo'}]                   | [{a: 'foo', b: 1}, {a: 'foo', b: 2}]                   |
