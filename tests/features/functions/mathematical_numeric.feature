# Cypher manual, "Mathematical functions - numeric".
Feature: Numeric functions

  Scenario Outline: What each function gives
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
      | abs(38 - 41)                              | 3     |
      | abs(-2.5)                                 | 2.5   |
      | abs(null)                                 | null  |
      | ceil(0.1)                                 | 1.0   |
      | ceil(-0.5) = 0                            | true  |
      | ceil(3)                                   | 3.0   |
      | ceil(null)                                | null  |
      | floor(0.9)                                | 0.0   |
      | floor(-0.1)                               | -1.0  |
      | floor(null)                               | null  |
      | isNaN(0 / 0.0)                            | true  |
      | isNaN(1)                                  | false |
      | isNaN(null)                               | null  |
      | sign(-17)                                 | -1    |
      | sign(0.1)                                 | 1     |
      | sign(0)                                   | 0     |
      | sign(null)                                | null  |
      | 0 <= rand() < 1                           | true  |

  Scenario Outline: round() without a mode: ties go up at precision 0, away from zero otherwise
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                  | value |
      | round(3.141592)             | 3.0   |
      | round(-1.5)                 | -1.0  |
      | round(-2.5)                 | -2.0  |
      | round(2.5)                  | 3.0   |
      | round(-0.4)                 | 0.0   |
      | round(0.49999999999999994)  | 0.0   |
      | round(7)                    | 7.0   |
      | round(3.141592, 3)          | 3.142 |
      | round(-1.5, 0)              | -1.0  |
      | round(-1.55, 1)             | -1.6  |
      | round(1.005, 2)             | 1.01  |
      | round(2.15, 1)              | 2.2   |
      | round(2.151, 1)             | 2.2   |
      | round(9.99, 1)              | 10.0  |
      | round(1.5, null)            | null  |
      | round(null)                 | null  |
      | round(1.25, 1, null)        | null  |

  Scenario Outline: round() with a mode, where 1.25 and -1.35 lie in the middle
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                                                          | value                    |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'UP')]                                                            | [1.3, -1.3, 1.3, -1.4]   |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'DOWN')]                                                          | [1.2, -1.2, 1.2, -1.3]   |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'CEILING')]                                                       | [1.3, -1.2, 1.3, -1.3]   |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'FLOOR')]                                                         | [1.2, -1.3, 1.2, -1.4]   |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'HALF_UP')]                                                       | [1.2, -1.3, 1.3, -1.4]   |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'HALF_DOWN')]                                                     | [1.2, -1.3, 1.2, -1.3]   |
      | [x IN [1.249, -1.251, 1.25, -1.35] \| round(x, 1, 'HALF_EVEN')]                                                     | [1.2, -1.3, 1.2, -1.4]   |
      | round(0.0001, 2, 'CEILING')                                                                                         | 0.01                     |
      | round(0.0001, 2, 'FLOOR')                                                                                           | 0.0                      |
      | round(-1.5, 0, 'HALF_UP')                                                                                           | -2.0                     |

  Scenario: The magnitude of the least integer does not fit
    Given any graph
    When executing query:
      """
      RETURN abs(-9223372036854775808)
      """
    Then a ArithmeticError should be raised at runtime: IntegerOverflow

  Scenario: round() does not know a mode
    Given any graph
    When executing query:
      """
      RETURN round(1.5, 0, 'SIDEWAYS')
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: round() refuses a negative precision
    Given any graph
    When executing query:
      """
      RETURN round(1.5, -1)
      """
    Then a ArgumentError should be raised at runtime: NumberOutOfRange
