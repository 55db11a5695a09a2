Feature: Joining texts and lists, and normal forms

  # Cypher manual, "String concatenation operators" and "List expressions", section "List
  # concatenation".
  Scenario Outline: || joins two texts or two lists
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                  | value           |
      | 'a' \|\| 'b' \|\| 'c'       | 'abc'           |
      | [1] \|\| [] \|\| [2, 'x']   | [1, 2, 'x']     |
      | 'a' \|\| null               | null            |
      | null \|\| [1]               | null            |
      | null \|\| null              | null            |
      | [x IN [[1], [2]] \| x \|\| [0]] | [[1, 0], [2, 0]] |
      | 'n' \|\| 'm' = 'nm'         | true            |

  Scenario Outline: || does not convert
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
    Examples:
      | expression   |
      | 1 \|\| 2     |
      | 'a' \|\| 1   |
      | 'a' \|\| [1] |

  Scenario: || finds out at run time what its operands are
    Given any graph
    When executing query:
      """
      UNWIND ['a', 1] AS x RETURN x || 'b' AS y
      """
    Then a TypeError should be raised at runtime: *

  # Cypher manual, "String comparison operators", section "String normalization operators".
  Scenario Outline: IS NORMALIZED tests for a normal form
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                             | value |
      | 'the \u212B char' IS NORMALIZED        | false |
      | 'the \u212B char' IS NOT NORMALIZED    | true  |
      | 'the \u212B char' IS NFD NORMALIZED    | false |
      | 'the \u00C5 char' IS NFC NORMALIZED    | true  |
      | 'A\u030A' IS NFD NORMALIZED            | true  |
      | 'A\u030A' IS NOT NFC NORMALIZED        | true  |
      | 'x\uFB01' IS NFKC NORMALIZED           | false |
      | 'plain' IS NOT NFKD NORMALIZED         | false |
      | 1 IS NORMALIZED                        | null  |
      | null IS NOT NORMALIZED                 | null  |

  Scenario Outline: Numbers may be grouped by underscores
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression  | value   |
      | 1_000_000   | 1000000 |
      | 0x_FF_FF    | 65535   |
      | 0o1_7       | 15      |
      | 1_0.2_5     | 10.25   |

  Scenario: A variable may have the name of a subquery
    Given any graph
    When executing query:
      """
      WITH {a: 1, b: 2} AS count, {c: 3} AS exists
      RETURN count {.a} AS x, exists {.*, d: 4} AS y, count {count} AS z
      """
    Then the result should be, in any order:
      | x      | y            | z                       |
      | {a: 1} | {c: 3, d: 4} | {count: {a: 1, b: 2}}   |
