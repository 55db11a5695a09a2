# Cypher manual, "Boolean, numeric, and string literals".
Feature: Literals

  Scenario Outline: Every form
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression             | value                |
      | 13                     | 13                   |
      | -40000                 | -40000               |
      | 0x13af                 | 5039                 |
      | -0x66eff               | -421631              |
      | 0o1372                 | 762                  |
      | -0o5671                | -3001                |
      | 1_000_000              | 1000000              |
      | 0x_FC3A9               | 1033129              |
      | 0o_1372                | 762                  |
      | 9223372036854775807    | 9223372036854775807  |
      | -9223372036854775808   | -9223372036854775808 |
      | -0x8000000000000000    | -9223372036854775808 |
      | 3.14                   | 3.14                 |
      | .5                     | 0.5                  |
      | 6.022E23               | 6.022E23             |
      | 1e-9                   | 1.0E-9               |
      | 1e3                    | 1000.0               |
      | -0.0                   | -0.0                 |
      | NaN                    | NaN                  |
      | toString(Inf)          | 'Infinity'           |
      | toString(-Infinity)    | '-Infinity'          |
      | true                   | true                 |
      | FALSE                  | false                |
      | null                   | null                 |
      | 'Hello, 42'            | 'Hello, 42'          |
      | "Hello, 42"            | 'Hello, 42'          |
      | "it's"                 | 'it\'s'              |
      | size('\\\\')           | 1                    |
      | size('a\tb\nc\rd\be\ff') | 11                 |
      | '\'' = "'"             | true                 |
      | "\"" = '"'             | true                 |
      | 'Name: \u004Aohn'      | 'Name: John'         |
      | '\u0041\U0001F600'     | 'A😀'                |
      | '그래프'               | '그래프'             |
      | []                     | []                   |
      | [1, 'a', [null, true]] | [1, 'a', [null, true]] |
      | {}                     | {}                   |
      | {a: 1, `b c`: {d: []}} | {a: 1, `b c`: {d: []}} |

  Scenario: NaN is a number only where no variable has the name
    Given any graph
    When executing query:
      """
      WITH 1 AS nan, 2 AS inf
      RETURN nan + inf AS x, Infinity > 1 AS y
      """
    Then the result should be, in any order:
      | x | y    |
      | 3 | true |

  Scenario Outline: Numbers and texts that are none
    Given any graph
    When executing query:
      """
      RETURN <literal>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | literal              | detail                  |
      | 9223372036854775808  | IntegerOverflow         |
      | -9223372036854775809 | IntegerOverflow         |
      | 0x8000000000000000   | IntegerOverflow         |
      | -0x8000000000000001  | IntegerOverflow         |
      | 1e309                | FloatingPointOverflow   |
      | 0xG                  | InvalidNumberLiteral    |
      | 0o9                  | InvalidNumberLiteral    |
      | 0x                   | InvalidNumberLiteral    |
      | 12abc                | InvalidNumberLiteral    |
      | '\x'                 | InvalidEscapeSequence   |
      | '\u12'               | InvalidUnicodeLiteral   |
      | 'open                | UnexpectedSyntax        |
