# Cypher manual, "Scalar functions".
Feature: Scalar functions

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
      | expression                                     | value  |
      | coalesce(null, null, 3, 1 / 0)                 | 3      |
      | coalesce(null, null)                           | null   |
      | nullIf(4, 4)                                   | null   |
      | nullIf(4, 4.0)                                 | null   |
      | nullIf('abc', 'def')                           | 'abc'  |
      | nullIf(null, 1)                                | null   |
      | nullIf(1, null)                                | 1      |
      | nullIf([1, null], [1, null])                   | [1, null] |
      | properties({a: 1})                             | {a: 1} |
      | timestamp() = datetime().epochMillis           | true   |
      | randomUUID() =~ '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}' | true |
      | randomUUID() = randomUUID()                    | false  |
      | isEmpty('')                                    | true   |
      | isEmpty([1])                                   | false  |
      | isEmpty({})                                    | true   |
      | isEmpty(null)                                  | null   |

  Scenario Outline: Conversions
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                        | value  |
      | toBoolean('true')                 | true   |
      | toBoolean(' FALSE ')              | false  |
      | toBoolean('not a boolean')        | null   |
      | toBoolean(0)                      | false  |
      | toBoolean(-3)                     | true   |
      | toBoolean(true)                   | true   |
      | toBoolean(null)                   | null   |
      | toBooleanOrNull('true')           | true   |
      | toBooleanOrNull('not a boolean')  | null   |
      | toBooleanOrNull(0)                | false  |
      | toBooleanOrNull(1.5)              | null   |
      | toFloat('11.5')                   | 11.5   |
      | toFloat('not a number')           | null   |
      | toFloat(3)                        | 3.0    |
      | toFloat(null)                     | null   |
      | toFloatOrNull('11.5')             | 11.5   |
      | toFloatOrNull(true)               | null   |
      | toInteger('42')                   | 42     |
      | toInteger(' -7 ')                 | -7     |
      | toInteger('2.9')                  | 2      |
      | toInteger(-2.9)                   | -2     |
      | toInteger('not a number')         | null   |
      | toInteger(true)                   | 1      |
      | toInteger('9223372036854775807')  | 9223372036854775807 |
      | toInteger('9223372036854775808')  | null   |
      | toInteger(1e300)                  | null   |
      | toInteger(null)                   | null   |
      | toIntegerOrNull('42')             | 42     |
      | toIntegerOrNull(true)             | 1      |
      | toIntegerOrNull(['A', 'B', 'C'])  | null   |

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
      | expression        | value |
      | elementId(null)   | null  |
      | endNode(null)     | null  |
      | id(null)          | null  |
      | length(null)      | null  |
      | properties(null)  | null  |
      | startNode(null)   | null  |
      | type(null)        | null  |

  Scenario Outline: valueType() names the most precise type
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                           | value                                                        |
      | valueType('abc')                     | 'STRING NOT NULL'                                            |
      | valueType(1)                         | 'INTEGER NOT NULL'                                           |
      | valueType(2.0)                       | 'FLOAT NOT NULL'                                             |
      | valueType(true)                      | 'BOOLEAN NOT NULL'                                           |
      | valueType(null)                      | 'NULL'                                                       |
      | valueType([date()])                  | 'LIST<DATE NOT NULL> NOT NULL'                               |
      | valueType(localtime())               | 'LOCAL TIME NOT NULL'                                        |
      | valueType(time())                    | 'ZONED TIME NOT NULL'                                        |
      | valueType(localdatetime())           | 'LOCAL DATETIME NOT NULL'                                    |
      | valueType(datetime())                | 'ZONED DATETIME NOT NULL'                                    |
      | valueType(duration('P1D'))           | 'DURATION NOT NULL'                                          |
      | valueType(point({x: 1, y: 2}))       | 'POINT NOT NULL'                                             |
      | valueType({a: 1})                    | 'MAP NOT NULL'                                               |
      | valueType([])                        | 'LIST<NOTHING> NOT NULL'                                     |
      | valueType([null])                    | 'LIST<NULL> NOT NULL'                                        |
      | valueType([1, null])                 | 'LIST<INTEGER> NOT NULL'                                     |
      | valueType([1, 'a', 2.0, true])       | 'LIST<BOOLEAN NOT NULL \| STRING NOT NULL \| INTEGER NOT NULL \| FLOAT NOT NULL> NOT NULL' |
      | valueType([1, 'a', null])            | 'LIST<STRING \| INTEGER> NOT NULL'                           |
      | valueType([[1], [2]])                | 'LIST<LIST<INTEGER NOT NULL> NOT NULL> NOT NULL'             |
      | valueType([[], [1], [1, null]])      | 'LIST<LIST<INTEGER> NOT NULL> NOT NULL'                      |
      | valueType([['a'], [1]])              | 'LIST<LIST<INTEGER NOT NULL> NOT NULL \| LIST<STRING NOT NULL> NOT NULL> NOT NULL' |

  Scenario Outline: What cannot be converted at all is an error
    Given any graph
    When executing query:
      """
      WITH <value> AS v
      RETURN <function>(v)
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue
    Examples:
      | function  | value   |
      | toBoolean | 1.5     |
      | toBoolean | [true]  |
      | toBoolean | {a: 1}  |
      | toFloat   | true    |
      | toFloat   | [1]     |
      | toInteger | [1]     |
      | toInteger | {a: 1}  |
      | toString  | [1]     |
      | toString  | {a: 1}  |
