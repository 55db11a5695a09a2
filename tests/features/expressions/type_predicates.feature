# Cypher manual, "Type predicate expressions".
Feature: Type predicates

  Scenario Outline: Values and types
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                            | value |
      | 42 IS :: INTEGER                                      | true  |
      | true IS :: INTEGER                                    | false |
      | 'abc' IS NOT :: STRING                                | false |
      | 42 IS NOT :: STRING                                   | true  |
      | 42 IS TYPED INT                                       | true  |
      | 42 IS NOT TYPED STRING                                | true  |
      | 42 :: SIGNED INTEGER                                  | true  |
      | null IS :: BOOLEAN                                    | true  |
      | null IS :: BOOLEAN NOT NULL                           | false |
      | null IS NOT :: STRING                                 | false |
      | (null + 1) IS NOT :: DATE                             | false |
      | (null + 1) IS NOT :: DATE NOT NULL                    | true  |
      | null IS :: NULL                                       | true  |
      | 1 IS :: NULL                                          | false |
      | 42 IS :: ANY                                          | true  |
      | 42 IS :: ANY NOT NULL                                 | true  |
      | 42 IS :: NOTHING                                      | false |
      | null IS :: NOTHING                                    | false |
      | 42 IS :: INTEGER \| FLOAT                             | true  |
      | 42.0 IS :: INTEGER \| FLOAT                           | true  |
      | '42' IS :: INTEGER \| FLOAT                           | false |
      | null IS :: INTEGER NOT NULL \| FLOAT NOT NULL         | false |
      | 42 IS :: ANY<INTEGER \| FLOAT>                        | true  |
      | [42] IS :: LIST<INTEGER>                              | true  |
      | [42, null] IS :: LIST<INTEGER>                        | true  |
      | [42, null] IS :: LIST<INTEGER NOT NULL>               | false |
      | [42, 42.0] IS :: LIST<INTEGER>                        | false |
      | [] IS :: LIST<NOTHING>                                | true  |
      | [] IS :: LIST<FLOAT NOT NULL>                         | true  |
      | [1, 0, true] IS :: LIST<BOOLEAN \| INTEGER>           | true  |
      | [[1]] IS :: LIST<LIST<INTEGER>>                       | true  |
      | [1] IS :: ARRAY<INTEGER>                              | true  |
      | [1] IS :: INTEGER LIST                                | true  |
      | [1, null] IS :: INTEGER NOT NULL LIST                 | false |
      | [[1]] IS :: INTEGER ARRAY LIST NOT NULL               | true  |
      | 1 IS :: PROPERTY VALUE                                | true  |
      | {a: 1} IS :: PROPERTY VALUE                           | false |
      | [1, 2] IS :: PROPERTY VALUE                           | true  |
      | [1, 'a'] IS :: PROPERTY VALUE                         | false |
      | [[1]] IS :: PROPERTY VALUE                            | false |
      | {a: 1} IS :: MAP                                      | true  |
      | date('2020-01-01') IS :: DATE                         | true  |
      | localtime('10:00') IS :: TIME WITHOUT TIMEZONE        | true  |
      | time('10:00Z') IS :: TIME WITH TIME ZONE              | true  |
      | time('10:00Z') IS :: ZONED TIME                       | true  |
      | localdatetime('2020-01-01') IS :: TIMESTAMP WITHOUT TIMEZONE | true |
      | datetime('2020-01-01') IS :: TIMESTAMP WITH TIMEZONE  | true  |
      | datetime('2020-01-01') IS :: LOCAL DATETIME           | false |
      | duration('P1D') IS :: DURATION                        | true  |
      | point({x: 1, y: 2}) IS :: POINT                       | true  |

  Scenario: Elements and properties
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'Alice', age: 18})-[:KNOWS]->(:Person {name: 'Bob', age: '20'})-[:KNOWS]->(:Person {name: 'Charlie', age: 21})
      """
    When executing query:
      """
      MATCH p = (n:Person)-[r]->(m)
      WHERE m.age IS :: INTEGER NOT NULL AND m.age > 18
      RETURN m.name AS name, n IS :: NODE AND n :: VERTEX AS a, r IS :: RELATIONSHIP AND r :: EDGE AS b, p IS :: PATH AS c
      """
    Then the result should be, in any order:
      | name      | a    | b    | c    |
      | 'Charlie' | true | true | true |

  Scenario Outline: Types that are none
    Given any graph
    When executing query:
      """
      RETURN 1 IS :: <type>
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    Examples:
      | type                          |
      | NUMERAL                       |
      | INTEGER NOT NULL \| FLOAT     |
      | LIST<INTEGER \| FLOAT NOT NULL> |
      | MAP<INTEGER>                  |
      | LIST<>                        |
