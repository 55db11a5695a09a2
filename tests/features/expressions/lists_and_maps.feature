# Cypher manual, "List expressions", "Map expressions" and "Working with null".
Feature: Lists and maps

  Scenario Outline: Items and slices of a list
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                | value            |
      | [1, 2, 3, 4][0]                           | 1                |
      | [1, 2, 3, 4][-1]                          | 4                |
      | [1, 2, 3, 4][5]                           | null             |
      | [1, 2, 3, 4][-5]                          | null             |
      | [][0]                                     | null             |
      | [[1, 2], [3, 4], [5, 6]][1][0]            | 3                |
      | [[1, 2], [3, 4]][0 + 1]                   | [3, 4]           |
      | 3 IN [[1, 2, 3], [4, 5, 6]][0]            | true             |
      | [1, 2, 3][null]                           | null             |
      | null[0]                                   | null             |
      | [1, 2, 3, 4, 5, 6][2..4]                  | [3, 4]           |
      | [1, 2, 3, 4, 5, 6][..2]                   | [1, 2]           |
      | [1, 2, 3, 4, 5, 6][2..]                   | [3, 4, 5, 6]     |
      | [1, 2, 3, 4, 5, 6][..-1]                  | [1, 2, 3, 4, 5]  |
      | [1, 2, 3, 4, 5, 6][-3..-1]                | [4, 5]           |
      | [1, 2, 3][1..9]                           | [2, 3]           |
      | [1, 2, 3][-9..2]                          | [1, 2]           |
      | [1, 2, 3][2..1]                           | []               |
      | [1, 2, 3][5..7]                           | []               |
      | [1, 2, 3][..]                             | [1, 2, 3]        |
      | [[1, 2, 3], [4, 5, 6]][1][0..2]           | [4, 5]           |
      | [1, 2, 3, 4][null..2]                     | null             |
      | [1, 2, 3][1..null]                        | null             |
      | null[1..2]                                | null             |
      | [1, 3, 4][0] + [2] + [1, 3, 4][1..]       | [1, 2, 3, 4]     |
      | [1, 2] \|\| [3, null]                     | [1, 2, 3, null]  |
      | [[1, 2]] + [5, 6]                         | [[1, 2], 5, 6]   |
      | [[1, 2]] + [[5, 6]]                       | [[1, 2], [5, 6]] |

  Scenario Outline: List comprehensions and reduce
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                | value                     |
      | [x IN range(0, 10) WHERE x % 2 = 0]                                       | [0, 2, 4, 6, 8, 10]       |
      | [x IN range(0, 5) \| x * 10]                                              | [0, 10, 20, 30, 40, 50]   |
      | [x IN [1, 2, 3, 4, 5] WHERE x > 2 \| x]                                   | [3, 4, 5]                 |
      | [x IN [1, null, 3] WHERE x > 1]                                           | [3]                       |
      | [x IN [1, null] \| x + 1]                                                 | [2, null]                 |
      | [x IN [] \| x]                                                            | []                        |
      | [x IN null \| x]                                                          | null                      |
      | [x IN [1, 2] \| [y IN [10, 20] \| x * y]]                                 | [[10, 20], [20, 40]]      |
      | [x IN [1, 2] \| [x IN [x] \| x + 1]]                                      | [[2], [3]]                |
      | [i IN range(0, size(['a', 'b']) - 1) \| toString(i) + ': ' + ['a', 'b'][i]] | ['0: a', '1: b']        |
      | [x IN ([1, null, 3] \|\| [null, 5]) WHERE x IS NOT NULL]                  | [1, 3, 5]                 |
      | reduce(s = '', x IN ['a', 'b'] \| s + x)                                  | 'ab'                      |
      | reduce(s = 0, x IN [] \| s + x)                                           | 0                         |
      | reduce(s = 0, x IN [1, null] \| s + x)                                    | null                      |
      | reduce(l = [], x IN [1, 2] \| l + reduce(s = 0, y IN [x, x] \| s + y))    | [2, 4]                    |

  Scenario Outline: Values of a map
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                      | value             |
      | {a: 10, b: 20}.a                                                | 10                |
      | {a: 10, inner: {x: 100, y: 200}}.inner.y                        | 200               |
      | {a: 10}.z                                                       | null              |
      | {a: 10, b: 20}['a']                                             | 10                |
      | {a: 10}['z']                                                    | null              |
      | {a: 10}[null]                                                   | null              |
      | [key IN ['a', 'c'] \| {a: 10, b: 20, c: 30}[key]]               | [10, 30]          |
      | {a: {b: [1, 2]}}.a.b[1]                                         | 2                 |
      | keys({b: 1, a: null})                                           | ['a', 'b']        |

  Scenario Outline: Map projections
    Given any graph
    When executing query:
      """
      WITH {a: 10, b: 20, c: 30} AS map, 'here' AS place, null AS nothing
      RETURN <projection> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | projection                                   | value                               |
      | map {.a, .c}                                 | {a: 10, c: 30}                      |
      | map {.z}                                     | {z: null}                           |
      | map {a: map.a, valueSum: map.a + map.b + map.c} | {a: 10, valueSum: 60}            |
      | map {.a, place}                              | {a: 10, place: 'here'}              |
      | map {.*}                                     | {a: 10, b: 20, c: 30}               |
      | map {.*, b: 0, place}                        | {a: 10, b: 0, c: 30, place: 'here'} |
      | map {}                                       | {}                                  |
      | nothing {.a}                                 | null                                |
      | nothing {.*, b: 1}                           | null                                |

  Scenario Outline: Map projections of elements
    Given an empty graph
    And having executed:
      """
      CREATE (keanu:Person {name: 'Keanu Reeves', nationality: 'Canadian'}), (carrie:Person {name: 'Carrie-Anne Moss'}),
             (matrix:Movie {title: 'The Matrix', released: 1999}), (advocate:Movie {title: 'The Devils Advocate', released: 1997}),
             (keanu)-[:ACTED_IN {role: 'Neo'}]->(matrix), (keanu)-[:ACTED_IN]->(advocate), (carrie)-[:ACTED_IN]->(matrix)
      """
    When executing query:
      """
      <query>
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | query                                                                                                           | value |
      | MATCH (p:Person {name: 'Keanu Reeves'}) RETURN p {.*} AS x                                                      | {name: 'Keanu Reeves', nationality: 'Canadian'} |
      | MATCH (p:Person {name: 'Carrie-Anne Moss'})-->(m) RETURN p {.name, .nationality, movie: m {.title}} AS x        | {name: 'Carrie-Anne Moss', nationality: null, movie: {title: 'The Matrix'}} |
      | MATCH (p:Person {name: 'Keanu Reeves'})-->(m) WITH p, m ORDER BY m.released WITH p, collect(m {.released}) AS movies RETURN p {.name, movies, total: size(movies)} AS x | {name: 'Keanu Reeves', movies: [{released: 1997}, {released: 1999}], total: 2} |
      | MATCH (:Person)-[r {role: 'Neo'}]->() RETURN r {.*, kind: type(r)} AS x                                         | {role: 'Neo', kind: 'ACTED_IN'} |
      | MATCH (p:Person {name: 'Keanu Reeves'}) RETURN p['na' + 'me'] AS x                                              | 'Keanu Reeves' |
      | MATCH (m:Movie {released: 1999}) RETURN [(p:Person)-[:ACTED_IN]->(m) WHERE p.nationality IS NOT NULL \| p.name] AS x | ['Keanu Reeves'] |
      | OPTIONAL MATCH (n:Nobody) RETURN n {.*} AS x                                                                    | null |

  Scenario Outline: Wrong indexes
    Given any graph
    When executing query:
      """
      UNWIND [<container>] AS c
      UNWIND [<index>] AS i
      RETURN c[i]
      """
    Then a TypeError should be raised at runtime: <detail>
    Examples:
      | container | index  | detail                        |
      | [1]       | 'a'    | ListElementAccessByNonInteger |
      | [1]       | 1.0    | ListElementAccessByNonInteger |
      | [1]       | true   | ListElementAccessByNonInteger |
      | {a: 1}    | 1      | MapElementAccessByNonString   |
      | 'abc'     | 0      | InvalidArgumentType           |
      | 1         | 0      | InvalidArgumentType           |
