# Cypher manual, "List functions".
Feature: List functions

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
      | expression                                                               | value                          |
      | coll.distinct([1, 3, 2, 4, 2, 3, 1])                                     | [1, 3, 2, 4]                   |
      | coll.distinct([1, true, true, null, 'a', false, true, 1, null])          | [1, true, null, 'a', false]    |
      | coll.distinct([[1, null], [1.0, null]])                                  | [[1, null]]                    |
      | coll.flatten(['a', ['b', ['c']]])                                        | ['a', 'b', ['c']]              |
      | coll.flatten(['a', ['b', ['c']]], 2)                                     | ['a', 'b', 'c']                |
      | coll.flatten(['a', ['b']], 0)                                            | ['a', ['b']]                   |
      | coll.flatten([[], [1], null])                                            | [1, null]                      |
      | coll.indexOf(['a', 'b', 'c', 'c'], 'c')                                  | 2                              |
      | coll.indexOf([1, 'b', false], 4.3)                                       | -1                             |
      | coll.indexOf([null, 1], 1.0)                                             | 1                              |
      | coll.insert([true, 'a', 1, 5.4], 1, false)                               | [true, false, 'a', 1, 5.4]     |
      | coll.insert([1, 2], 2, null)                                             | [1, 2, null]                   |
      | coll.insert([], 0, 1)                                                    | [1]                            |
      | coll.max([true, 'a', 1, 5.4])                                            | 5.4                            |
      | coll.max([null, 1])                                                      | 1                              |
      | coll.max([])                                                             | null                           |
      | coll.min([true, 'a', 1, 5.4])                                            | 'a'                            |
      | coll.min([null])                                                         | null                           |
      | coll.remove([true, 'a', 1, 5.4], 1)                                      | [true, 1, 5.4]                 |
      | coll.sort([true, 'a', 1, 2])                                             | ['a', true, 1, 2]              |
      | coll.sort([3, null, 1])                                                  | [1, 3, null]                   |
      | head([1, 2])                                                             | 1                              |
      | head([])                                                                 | null                           |
      | last([1, 2])                                                             | 2                              |
      | last([])                                                                 | null                           |
      | tail([1, 2, 3])                                                          | [2, 3]                         |
      | tail([])                                                                 | []                             |
      | range(0, 10)                                                             | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] |
      | range(2, 18, 3)                                                          | [2, 5, 8, 11, 14, 17]          |
      | range(0, 5, -1)                                                          | []                             |
      | range(3, 0, -2)                                                          | [3, 1]                         |
      | reduce(total = 0, x IN [1, 2, 3] \| total + x)                           | 6                              |
      | reduce(total = 0, x IN null \| total + x)                                | null                           |
      | reverse([4923, 'abc', 521, null, 487])                                   | [487, null, 521, 'abc', 4923]  |
      | size(['Alice', 'Bob'])                                                   | 2                              |
      | size('Alice')                                                            | 5                              |
      | keys({b: 1, a: null})                                                    | ['a', 'b']                     |
      | toBooleanList(['a string', true, 'false', null, ['A', 'B']])             | [null, true, false, null, null] |
      | toFloatList(['a string', 2.5, '3.14159', null, ['A', 'B']])              | [null, 2.5, 3.14159, null, null] |
      | toIntegerList(['a string', 2, '5', null, ['A', 'B']])                    | [null, 2, 5, null, null]       |
      | toStringList(['a', 2, date('1955-11-05'), null, ['A', 'B']])             | ['a', '2', '1955-11-05', null, null] |
      | toBooleanList([null, null])                                              | [null, null]                   |

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
      | expression               | value |
      | coll.distinct(null)      | null  |
      | coll.flatten(null)       | null  |
      | coll.flatten([1], null)  | null  |
      | coll.indexOf(null, 1)    | null  |
      | coll.indexOf([1], null)  | null  |
      | coll.insert(null, 0, 1)  | null  |
      | coll.insert([1], null, 1)| null  |
      | coll.max(null)           | null  |
      | coll.min(null)           | null  |
      | coll.remove(null, 0)     | null  |
      | coll.remove([1], null)   | null  |
      | coll.sort(null)          | null  |
      | head(null)               | null  |
      | last(null)               | null  |
      | tail(null)               | null  |
      | reverse(null)            | null  |
      | size(null)               | null  |
      | keys(null)               | null  |
      | labels(null)             | null  |
      | nodes(null)              | null  |
      | relationships(null)      | null  |
      | toBooleanList(null)      | null  |
      | toFloatList(null)        | null  |
      | toIntegerList(null)      | null  |
      | toStringList(null)       | null  |

  Scenario Outline: Places outside a list, and steps and depths that make no sense
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a ArgumentError should be raised at runtime: NumberOutOfRange
    Examples:
      | expression               |
      | coll.insert([1], 2, 3)   |
      | coll.insert([1], -1, 3)  |
      | coll.remove([1], 1)      |
      | coll.remove([1], -1)     |
      | coll.remove([], 0)       |
      | coll.flatten([[1]], -1)  |
      | range(0, 1, 0)           |

  Scenario Outline: Lists of elements and their parts
    Given an empty graph
    And having executed:
      """
      CREATE (alice:Developer:Person {name: 'Alice', age: 38, eyes: 'Brown'}),
             (bob:Administrator {name: 'Bob', age: 25}), (daniel {name: 'Daniel', age: 54}),
             (eskil:Designer {name: 'Eskil', age: 41, likedColors: ['Pink', 'Yellow', 'Black']}),
             (alice)-[:KNOWS {since: 2020}]->(bob), (bob)-[:KNOWS]->(daniel),
             (bob)-[:MARRIED]->(eskil)
      """
    When executing query:
      """
      MATCH p = (a {name: 'Alice'})-[r]->(b)-->(c {name: <end>})
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | end      | expression                                          | value                           |
      | 'Eskil'  | keys(a)                                             | ['age', 'eyes', 'name']         |
      | 'Eskil'  | keys(r)                                             | ['since']                       |
      | 'Eskil'  | labels(a)                                           | ['Developer', 'Person']         |
      | 'Eskil'  | [n IN nodes(p) \| n.name]                           | ['Alice', 'Bob', 'Eskil']       |
      | 'Eskil'  | [x IN relationships(p) \| type(x)]                  | ['KNOWS', 'MARRIED']            |
      | 'Daniel' | reduce(totalAge = 0, n IN nodes(p) \| totalAge + n.age) | 117                         |
      | 'Eskil'  | head(c.likedColors)                                 | 'Pink'                          |
      | 'Eskil'  | last(c.likedColors)                                 | 'Black'                         |
      | 'Eskil'  | tail(c.likedColors)                                 | ['Yellow', 'Black']             |
      | 'Eskil'  | length(p)                                           | 2                               |
      | 'Eskil'  | type(r)                                             | 'KNOWS'                         |
      | 'Eskil'  | startNode(r).name                                   | 'Alice'                         |
      | 'Eskil'  | endNode(r).name                                     | 'Bob'                           |
      | 'Eskil'  | id(a) = id(startNode(r))                            | true                            |
      | 'Eskil'  | elementId(a) = elementId(startNode(r))              | true                            |
      | 'Eskil'  | elementId(a) = elementId(r)                         | false                           |
      | 'Eskil'  | properties(a)                                       | {age: 38, eyes: 'Brown', name: 'Alice'} |
      | 'Eskil'  | properties(r)                                       | {since: 2020}                   |
      | 'Eskil'  | size([q = (a)-->()-->() \| q])                      | 2                               |
      | 'Eskil'  | coalesce(a.hairColor, a.eyes)                       | 'Brown'                         |
      | 'Eskil'  | coalesce(nullIf(a.eyes, 'Brown'), 'Hazel')          | 'Hazel'                         |
      | 'Eskil'  | valueType(a)                                        | 'NODE NOT NULL'                 |
      | 'Eskil'  | valueType(r)                                        | 'RELATIONSHIP NOT NULL'         |
      | 'Eskil'  | valueType(p)                                        | 'PATH NOT NULL'                 |
      | 'Eskil'  | valueType(nodes(p))                                 | 'LIST<NODE NOT NULL> NOT NULL'  |
