# Cypher manual, "String operators" (predicates).
Feature: Predicates over texts

  Scenario Outline: Prefix, suffix and part
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
      | 'Cecilia' STARTS WITH 'Cec' | true  |
      | 'Cecilia' STARTS WITH 'cec' | false |
      | 'Cecilia' STARTS WITH ''    | true  |
      | '' STARTS WITH 'a'          | false |
      | 'developer' ENDS WITH 'per' | true  |
      | 'developer' ENDS WITH 'dev' | false |
      | 'engineer' CONTAINS 'gin'   | true  |
      | 'engineer' CONTAINS 'Gin'   | false |
      | 'é' CONTAINS 'e'            | false |
      | null STARTS WITH 'a'        | null  |
      | 'a' ENDS WITH null          | null  |
      | null CONTAINS null          | null  |
      | 1 STARTS WITH 'a'           | null  |
      | 'a' CONTAINS 1              | null  |
      | ['a'] ENDS WITH 'a'         | null  |
      | NOT 'a' CONTAINS 'b'        | true  |

  Scenario Outline: Regular expressions match the whole text
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                              | value |
      | 'alice@company.com' =~ '.*@company.com' | true  |
      | 'alice@company.com' =~ 'alice'          | false |
      | 'Cecil' =~ '(?i)CEC.*'                  | true  |
      | 'cecil@private.se' =~ '.*\\\\.se'       | true  |
      | 'cecil@private,se' =~ '.*\\\\.se'       | false |
      | 'a\nb' =~ 'a.b'                         | false |
      | 'a\nb' =~ '(?s)a.b'                     | true  |
      | 'a\nb' =~ '(?m)a$\n^b'                  | true  |
      | 'a\tb' =~ 'a\\\\tb'                     | true  |
      | 'Привет' =~ '\\\\p{Cyrillic}+'          | true  |
      | '' =~ ''                                | true  |
      | 'aa' =~ 'a\|aa'                         | true  |
      | null =~ 'a'                             | null  |
      | 'a' =~ null                             | null  |
      | 1 =~ 'a'                                | null  |

  Scenario Outline: Regular expressions that are none, or need more than linear time
    Given any graph
    When executing query:
      """
      RETURN 'a' =~ <pattern>
      """
    Then a ArgumentError should be raised at runtime: InvalidRegularExpression
    Examples:
      | pattern       |
      | '('           |
      | '[a'          |
      | '*'           |
      | '(a)\\\\1'    |
      | 'a(?=b)'      |
