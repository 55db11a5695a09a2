# Cypher manual, "String functions".
Feature: String functions

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
      | expression                                    | value            |
      | btrim('   hello    ')                         | 'hello'          |
      | btrim('xxyyhelloxyxy', 'xy')                  | 'hello'          |
      | trim(BOTH 'x' FROM 'xxhixx')                  | 'hi'             |
      | trim(LEADING 'x' FROM 'xxhixx')               | 'hixx'           |
      | trim(TRAILING 'x' FROM 'xxhixx')              | 'xxhi'           |
      | trim('x' FROM 'xxhixx')                       | 'hi'             |
      | trim(LEADING FROM '  hi ')                    | 'hi '            |
      | trim(FROM '  hi ')                            | 'hi'             |
      | trim(BOTH null FROM null)                     | null             |
      | trim(null FROM 'hi')                          | null             |
      | normalize('\\uFE64', NFKC) = '\\u003C'        | true             |
      | left('hello', 3)                              | 'hel'            |
      | left('hello', 9)                              | 'hello'          |
      | left('hello', 0)                              | ''               |
      | lower('HELLO')                                | 'hello'          |
      | ltrim('   hello ')                            | 'hello '         |
      | ltrim('xxyyhelloxyxy', 'xy')                  | 'helloxyxy'      |
      | normalize('\u212B') = '\u00C5'                | true             |
      | normalize('\uFE64', 'NFKC') = '\u003C'        | true             |
      | normalize('\u00C5', 'NFD') = 'A\u030A'        | true             |
      | normalize('\u03D3', 'NFKD') = '\u03A5\u0301'  | true             |
      | replace('hello', 'l', 'w')                    | 'hewwo'          |
      | replace('hello', 'x', 'w')                    | 'hello'          |
      | replace('hello world', 'l', '', 1)            | 'helo world'     |
      | replace('aaa', 'a', 'b', 0)                   | 'aaa'            |
      | replace('aaa', 'aa', 'b', 5)                  | 'ba'             |
      | replace('abc', '', 'x')                       | 'abc'            |
      | reverse('palindrome')                         | 'emordnilap'     |
      | right('hello', 3)                             | 'llo'            |
      | right('hello', 9)                             | 'hello'          |
      | rtrim(' hello   ')                            | ' hello'         |
      | rtrim('xxyyhelloxyxy', 'xy')                  | 'xxyyhello'      |
      | split('one,two', ',')                         | ['one', 'two']   |
      | split('one,two;three', [',', ';'])            | ['one', 'two', 'three'] |
      | split(',a,', ',')                             | ['', 'a', '']    |
      | split('abc', '')                              | ['a', 'b', 'c']  |
      | string.indexOf('hello', 'l')                  | 2                |
      | string.indexOf('hello', 'x')                  | -1               |
      | string.indexOf('€uro', 'u')                   | 1                |
      | string.indexOf('hello', '')                   | 0                |
      | string.join(['one', 'two'], ', ')             | 'one, two'       |
      | string.join([], ', ')                         | ''               |
      | string.regexReplace('hello', 'l.', 'w')       | 'hewo'           |
      | string.regexReplace('a1b22', '(\\\\d)(\\\\d)?', '<$1>') | 'a<1>b<2>' |
      | string.regexReplace('2024-06', '(?P<y>\\\\d+)-(\\\\d+)', '$2/${y}') | '06/2024' |
      | string.regexReplace('abc', '', '-')           | '-a-b-c-'        |
      | string.regexReplace('a', 'a', '\\\\$0')         | '$0'             |
      | substring('hello', 1, 3)                      | 'ell'            |
      | substring('hello', 2)                         | 'llo'            |
      | substring('hello', 9)                         | ''               |
      | substring('hello', 1, 0)                      | ''               |
      | toLower('HELLO')                              | 'hello'          |
      | toUpper('hello')                              | 'HELLO'          |
      | trim('   hello   ')                           | 'hello'          |
      | upper('hello')                                | 'HELLO'          |
      | char_length('Alice')                          | 5                |
      | character_length('Größe')                     | 5                |

  Scenario Outline: Texts of values
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                   | value              |
      | toString(11.5)                                                               | '11.5'             |
      | toString('already a string')                                                 | 'already a string' |
      | toString(true)                                                               | 'true'             |
      | toString(1.0E-9)                                                             | '1.0E-9'           |
      | toString(1.0E20)                                                             | '1.0E20'           |
      | toString(-0.0)                                                               | '-0.0'             |
      | toString(0.0 / 0)                                                            | 'NaN'              |
      | toString(-1.0 / 0)                                                           | '-Infinity'        |
      | toString(date({year: 1984, month: 10, day: 11}))                             | '1984-10-11'       |
      | toString(datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, millisecond: 341, timezone: 'Europe/Stockholm'})) | '1984-10-11T12:31:14.341+01:00[Europe/Stockholm]' |
      | toString(duration({minutes: 12, seconds: -60}))                              | 'PT11M'            |
      | toString(point({x: 1, y: 2.5}))                                              | 'point({x: 1.0, y: 2.5, srid: 7203})' |
      | toString(null)                                                               | null               |
      | toStringOrNull(11.5)                                                         | '11.5'             |
      | toStringOrNull(['A', 'B', 'C'])                                              | null               |
      | toStringOrNull({a: 1})                                                       | null               |

  Scenario Outline: Null gives null
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
      | btrim(null)                           | null  |
      | btrim('hello', null)                  | null  |
      | btrim(null, ' ')                      | null  |
      | left(null, 1)                         | null  |
      | left(null, null)                      | null  |
      | lower(null)                           | null  |
      | ltrim(null)                           | null  |
      | ltrim('hello', null)                  | null  |
      | normalize(null)                       | null  |
      | replace(null, 'a', 'b')               | null  |
      | replace('a', null, 'b')               | null  |
      | replace('a', 'a', null)               | null  |
      | replace('a', 'a', 'b', null)          | null  |
      | reverse(null)                         | null  |
      | right(null, 1)                        | null  |
      | rtrim(null)                           | null  |
      | split(null, ',')                      | null  |
      | split('a', null)                      | null  |
      | string.indexOf(null, 'a')             | null  |
      | string.indexOf('a', null)             | null  |
      | string.join(null, ',')                | null  |
      | string.join(['a'], null)              | null  |
      | string.regexReplace(null, 'a', 'b')   | null  |
      | substring(null, 1)                    | null  |
      | toLower(null)                         | null  |
      | toUpper(null)                         | null  |
      | trim(null)                            | null  |
      | upper(null)                           | null  |
      | char_length(null)                     | null  |

  Scenario Outline: Numbers of characters are neither null nor negative
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a <error> should be raised at runtime: <detail>
    Examples:
      | expression               | error         | detail               |
      | left('a', null)          | TypeError     | InvalidArgumentValue |
      | right('a', null)         | TypeError     | InvalidArgumentValue |
      | substring('a', null)     | TypeError     | InvalidArgumentValue |
      | substring('a', 0, null)  | TypeError     | InvalidArgumentValue |
      | left('a', -1)            | ArgumentError | NumberOutOfRange     |
      | right('a', -1)           | ArgumentError | NumberOutOfRange     |
      | substring('a', -1)       | ArgumentError | NumberOutOfRange     |
      | substring('a', 0, -1)    | ArgumentError | NumberOutOfRange     |
      | replace('a', 'a', 'b', -1) | ArgumentError | NumberOutOfRange   |

  Scenario Outline: Regular expressions and their replacements are checked
    Given any graph
    When executing query:
      """
      RETURN string.regexReplace('abc', <regex>, <replacement>)
      """
    Then a ArgumentError should be raised at runtime: <detail>
    Examples:
      | regex       | replacement | detail                   |
      | '('         | 'x'         | InvalidRegularExpression |
      | 'b'         | '$1'        | InvalidArgumentValue     |
      | 'b'         | '$'         | InvalidArgumentValue     |
      | 'b'         | '${'        | InvalidArgumentValue     |
      | 'b'         | '${name}'   | InvalidArgumentValue     |
      | 'b'         | '\\\\'        | InvalidArgumentValue     |
