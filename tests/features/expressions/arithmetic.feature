# Cypher manual, "Mathematical operators"; openCypher 9, sections on arithmetic and precedence.
Feature: Arithmetic

  Scenario Outline: Operators and their precedence
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression              | value  |
      | 1 + 2 * 3               | 7      |
      | (1 + 2) * 3             | 9      |
      | 7 / 2                   | 3      |
      | -7 / 2                  | -3     |
      | 7 % 3                   | 1      |
      | -7 % 3                  | -1     |
      | 7 % -3                  | 1      |
      | 7.5 % 2                 | 1.5    |
      | 7 / 2.0                 | 3.5    |
      | 2 ^ 3                   | 8.0    |
      | 2 ^ -1                  | 0.5    |
      | 2 ^ 3 ^ 2               | 64.0   |
      | -2 ^ 2                  | 4.0    |
      | 2 * 3 ^ 2               | 18.0   |
      | 1 - 2 - 3               | -4     |
      | 12 / 2 * 3              | 18     |
      | - - 1                   | 1      |
      | +1                      | 1      |
      | 1 - -1                  | 2      |
      | 1 + 2.5                 | 3.5    |
      | toString(1.0 / 0)       | 'Infinity' |
      | toString(-1.0 / 0)      | '-Infinity' |
      | toString(0.0 / 0)       | 'NaN' |
      | toString(1.5 % 0)       | 'NaN' |
      | -9223372036854775808 % -1 | 0    |
      | toString(1.0 / 0)       | 'Infinity' |
      | toString(-1.0 / 0)      | '-Infinity' |
      | toString(0.0 / 0)       | 'NaN' |
      | toString(1.5 % 0)       | 'NaN' |
      | 9223372036854775807 + 1.0 | 9.223372036854776E18 |
      | 1 + null                | null   |
      | null * 2                | null   |
      | null / 0                | null   |
      | null ^ null             | null   |
      | -null                   | null   |

  Scenario Outline: Concatenation
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression              | value        |
      | 'a' + 'b'               | 'ab'         |
      | 'a' + 1                 | 'a1'         |
      | 1.5 + 'a'               | '1.5a'       |
      | 'a' + true              | 'atrue'      |
      | 'a' + null              | null         |
      | [1] + [2]               | [1, 2]       |
      | [1] + 2                 | [1, 2]       |
      | 0 + [1]                 | [0, 1]       |
      | [1] + [[2]]             | [1, [2]]     |
      | [1] + null              | null         |
      | null + [1]              | null         |
      | [1] + 'a'               | [1, 'a']     |
      | 'a' + [1]               | ['a', 1]     |

  Scenario Outline: Integers that do not fit, and divisions by zero
    Given any graph
    When executing query:
      """
      WITH 9223372036854775807 AS most, -9223372036854775808 AS least, 0 AS zero
      RETURN <expression>
      """
    Then a ArithmeticError should be raised at runtime: <detail>
    Examples:
      | expression  | detail          |
      | most + 1    | IntegerOverflow |
      | least - 1   | IntegerOverflow |
      | most * 2    | IntegerOverflow |
      | least * -1  | IntegerOverflow |
      | least / -1  | IntegerOverflow |
      | -least      | IntegerOverflow |
      | abs(least)  | IntegerOverflow |
      | 1 / zero    | DivisionByZero  |
      | 1 % zero    | DivisionByZero  |
      | least / zero | DivisionByZero |

  Scenario Outline: Operands that are no numbers
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
    Examples:
      | expression |
      | 'a' - 'b'  |
      | 'a' * 2    |
      | true / 2   |
      | [1] % 2    |
      | {a: 1} ^ 2 |
      | -'a'       |
      | -[1]       |

  Scenario Outline: Operands whose kind is known only when it is met
    Given any graph
    When executing query:
      """
      UNWIND [<value>] + [1] AS v
      RETURN v <operator> 2
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType
    Examples:
      | value  | operator |
      | true   | +        |
      | {a: 1} | +        |
      | 'a'    | -        |
      | [[1]]  | *        |
      | true   | /        |
      | 'a'    | %        |
      | 'a'    | ^        |
