Feature: Expressions and their three-valued logic

  Scenario Outline: One expression, one value
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                         | value                |
      | 1 + 2 * 3 ^ 2                                      | 19.0                 |
      | 7 / 2                                              | 3                    |
      | -7 % 3                                             | -1                   |
      | 7.0 / 2                                            | 3.5                  |
      | 0x1F + 0o17                                        | 46                   |
      | 1 < 2 <= 2                                         | true                 |
      | null = null                                        | null                 |
      | null IS NULL                                       | true                 |
      | NOT null                                           | null                 |
      | false AND null                                     | false                |
      | true OR null                                       | true                 |
      | true XOR null                                      | null                 |
      | 1 = 1.0                                            | true                 |
      | [1, 2] = [1, null]                                 | null                 |
      | [1, 2] = [2, null]                                 | false                |
      | 3 IN [1, null]                                     | null                 |
      | 1 IN [1, null]                                     | true                 |
      | 'abc' STARTS WITH 'ab'                             | true                 |
      | 'abc' CONTAINS null                                | null                 |
      | 'Nord Stream' =~ 'N.*m'                            | true                 |
      | [1, 2, 3][-1]                                      | 3                    |
      | [1, 2, 3, 4][1..3]                                 | [2, 3]               |
      | {a: {b: 5}}.a.b                                    | 5                    |
      | {a: 1}['a']                                        | 1                    |
      | [x IN range(1, 5) WHERE x % 2 = 1 \| x * x]        | [1, 9, 25]           |
      | all(x IN [1, 2] WHERE x > 0)                       | true                 |
      | any(x IN [1, null] WHERE x > 1)                    | null                 |
      | none(x IN [] WHERE x > 1)                          | true                 |
      | single(x IN [1, 2, 3] WHERE x = 2)                 | true                 |
      | reduce(s = 0, x IN [1, 2, 3] \| s + x)             | 6                    |
      | CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END     | 'two'                |
      | CASE WHEN false THEN 1 END                         | null                 |
      | coalesce(null, 'x')                                | 'x'                  |
      | toUpper('straße')                                  | 'STRASSE'            |
      | substring('hello', 1, 3)                           | 'ell'                |
      | split('a,b', ',')                                  | ['a', 'b']           |
      | trim('  x ')                                       | 'x'                  |
      | replace('aaa', 'a', 'b')                           | 'bbb'                |
      | toInteger('42')                                    | 42                   |
      | toFloat('4.5')                                     | 4.5                  |
      | toString(true)                                     | 'true'               |
      | size('Привет')                                     | 6                    |
      | reverse([1, 2])                                    | [2, 1]               |
      | abs(-3)                                            | 3                    |
      | round(2.5)                                         | 3.0                  |
      | sign(-2)                                           | -1                   |
      | range(10, 0, -5)                                   | [10, 5, 0]           |
      | head([]) IS NULL                                   | true                 |
      | keys({b: 1, a: 2})                                 | ['a', 'b']           |

  Scenario: Aggregates over numbers
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x
      RETURN avg(x) AS a, min(x) AS lo, max(x) AS hi, percentileDisc(x, 0.5) AS p, collect(x) AS l
      """
    Then the result should be, in any order:
      | a   | lo | hi | p | l            |
      | 2.5 | 1  | 4  | 2 | [1, 2, 3, 4] |
