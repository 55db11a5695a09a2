# Cypher manual, "Spatial functions" and "Spatial values".
Feature: Points

  Scenario Outline: The four reference systems
    Given any graph
    When executing query:
      """
      WITH point(<map>) AS p
      RETURN p.srid AS srid, p.crs AS crs, p.x AS x, p.y AS y, p.z AS z
      """
    Then the result should be, in any order:
      | srid   | crs   | x   | y   | z   |
      | <srid> | <crs> | <x> | <y> | <z> |
    Examples:
      | map                                        | srid | crs            | x    | y     | z    |
      | {longitude: 56.7, latitude: 12.78}         | 4326 | 'wgs-84'       | 56.7 | 12.78 | null |
      | {x: 2.3, y: 4.5, crs: 'WGS-84'}            | 4326 | 'wgs-84'       | 2.3  | 4.5   | null |
      | {x: 2.3, y: 4.5, srid: 4326}               | 4326 | 'wgs-84'       | 2.3  | 4.5   | null |
      | {longitude: 56.7, latitude: 12.78, height: 8} | 4979 | 'wgs-84-3d' | 56.7 | 12.78 | 8.0  |
      | {x: 1, y: 2, z: 3, crs: 'wgs-84-3D'}       | 4979 | 'wgs-84-3d'    | 1.0  | 2.0   | 3.0  |
      | {longitude: 1, latitude: 2, z: 3}          | 4979 | 'wgs-84-3d'    | 1.0  | 2.0   | 3.0  |
      | {x: 2.3, y: 4.5}                           | 7203 | 'cartesian'    | 2.3  | 4.5   | null |
      | {x: 2.3, y: 4.5, z: 2}                     | 9157 | 'cartesian-3d' | 2.3  | 4.5   | 2.0  |
      | {x: 2.3, y: 4.5, z: 2, srid: 9157}         | 9157 | 'cartesian-3d' | 2.3  | 4.5   | 2.0  |
      | {longitude: 190, latitude: 0}              | 4326 | 'wgs-84'       | -170.0 | 0.0 | null |
      | {longitude: -540, latitude: 0}             | 4326 | 'wgs-84'       | -180.0 | 0.0 | null |
      | {longitude: 180, latitude: 90}             | 4326 | 'wgs-84'       | 180.0 | 90.0 | null |

  Scenario Outline: Components, equality and comparison
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                            | value  |
      | point({longitude: 4, latitude: 3, height: 4321}).longitude            | 4.0    |
      | point({longitude: 4, latitude: 3, height: 4321}).latitude             | 3.0    |
      | point({longitude: 4, latitude: 3, height: 4321}).height               | 4321.0 |
      | point({x: 1, y: 2}).longitude                                         | null   |
      | point({x: 1, y: 2}).height                                            | null   |
      | point({x: 1, y: 2}).nothing                                           | null   |
      | point({x: 1, y: 2}) = point({x: 1.0, y: 2.0})                         | true   |
      | point({x: 1, y: 2}) = point({x: 1, y: 2, z: 0})                       | false  |
      | point({x: 1, y: 2}) = point({longitude: 1, latitude: 2})              | false  |
      | point({x: 1, y: 2}) <> point({x: 1, y: 3})                            | true   |
      | point({x: 1, y: 2}) < point({x: 2, y: 3})                             | null   |
      | point({x: 1, y: 2}) >= point({x: 1, y: 2})                            | null   |
      | point(null)                                                           | null   |
      | point({x: null, y: 1})                                                | null   |
      | point({x: 1, y: 2}) IS :: POINT                                       | true   |

  Scenario Outline: Distances and boxes
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                                                                             | value     |
      | round(point.distance(point({x: 2.3, y: 4.5}), point({x: 1.1, y: 5.4})), 9)                                                             | 1.5       |
      | point.distance(point({x: 0, y: 0, z: 0}), point({x: 2, y: 3, z: 6}))                                                                   | 7.0       |
      | round(point.distance(point({longitude: 12.78, latitude: 56.7, height: 100}), point({latitude: 56.71, longitude: 12.79, height: 100})), 6) | 1269.914871 |
      | round(point.distance(point({longitude: 12.564590, latitude: 55.672874}), point({longitude: 12.994341, latitude: 55.611784})))          | 27842.0   |
      | toInteger(point.distance(point({latitude: 13.43, longitude: 56.21}), point({latitude: 13.10, longitude: 56.41})) / 1000)               | 42        |
      | point.distance(point({x: 3, y: 0}), point({x: 0, y: 4, z: 1}))                                                                         | null      |
      | point.distance(null, point({longitude: 56.7, latitude: 12.78}))                                                                        | null      |
      | point.distance(point({longitude: 56.7, latitude: 12.78}), null)                                                                        | null      |
      | distance(point({x: 0, y: 0}), point({x: 3, y: 4}))                                                                                     | 5.0       |
      | point.withinBBox(point({x: 5, y: 5}), point({x: 0, y: 0}), point({x: 10, y: 10}))                                                      | true      |
      | point.withinBBox(point({x: 10, y: 0}), point({x: 0, y: 0}), point({x: 10, y: 10}))                                                     | true      |
      | point.withinBBox(point({x: 11, y: 5}), point({x: 0, y: 0}), point({x: 10, y: 10}))                                                     | false     |
      | point.withinBBox(point({x: 1, y: 1, z: 9}), point({x: 0, y: 0, z: 0}), point({x: 2, y: 2, z: 2}))                                      | false     |
      | point.withinBBox(point({longitude: 180, latitude: 55.66}), point({longitude: 179, latitude: 55.66}), point({longitude: -179, latitude: 55.70})) | true |
      | point.withinBBox(point({longitude: 0, latitude: 55.66}), point({longitude: 179, latitude: 55.66}), point({longitude: -179, latitude: 55.70}))   | false |
      | point.withinBBox(point({longitude: 1, latitude: 1}), point({longitude: 0, latitude: 2}), point({longitude: 2, latitude: 0}))           | false     |
      | point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2, z: 2}))                                                  | null      |
      | point.withinBBox(null, point({longitude: 56.7, latitude: 12.78}), point({longitude: 57.0, latitude: 13.0}))                            | null      |

  Scenario Outline: Points that cannot be
    Given any graph
    When executing query:
      """
      RETURN point(<map>)
      """
    Then a <error> should be raised at runtime: <detail>
    Examples:
      | map                                       | error         | detail               |
      | {x: 1}                                    | ArgumentError | InvalidArgumentValue |
      | {}                                        | ArgumentError | InvalidArgumentValue |
      | {x: 1, y: 2, crs: 'flat'}                 | ArgumentError | InvalidArgumentValue |
      | {x: 1, y: 2, srid: 1}                     | ArgumentError | InvalidArgumentValue |
      | {x: 1, y: 2, srid: 9157}                  | ArgumentError | InvalidArgumentValue |
      | {x: 1, y: 2, crs: 'cartesian', srid: 4326} | ArgumentError | InvalidArgumentValue |
      | {longitude: 1, latitude: 2, crs: 'cartesian'} | ArgumentError | InvalidArgumentValue |
      | {longitude: 0, latitude: 91}              | ArgumentError | NumberOutOfRange     |
      | {x: 'a', y: 2}                            | TypeError     | InvalidArgumentValue |

  Scenario: Points are stored and ordered by reference system, then by coordinate
    Given an empty graph
    And having executed:
      """
      UNWIND [point({x: 2, y: 1}), point({x: 1, y: 2}), point({longitude: 9, latitude: 9}), point({x: 1, y: 1, z: 0})] AS p
      CREATE (:Place {at: p})
      """
    When executing query:
      """
      MATCH (n:Place)
      RETURN n.at.srid AS srid, n.at.x AS x
      ORDER BY n.at
      """
    Then the result should be, in order:
      | srid | x   |
      | 4326 | 9.0 |
      | 7203 | 1.0 |
      | 7203 | 2.0 |
      | 9157 | 1.0 |
