Feature: Paths of fixed, variable and shortest length

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {name: 'a'}), (b:N {name: 'b'}), (c:N {name: 'c'}), (d:N {name: 'd'}), (e:N {name: 'e'}),
             (a)-[:T {w: 1}]->(b), (b)-[:T {w: 2}]->(c), (c)-[:T {w: 3}]->(d), (a)-[:S]->(d), (d)-[:T {w: 4}]->(a)
      """

  Scenario: A named path keeps its direction
    When executing query:
      """
      MATCH p = (:N {name: 'd'})<-[:S]-(:N) RETURN p, length(p) AS length
      """
    Then the result should be, in any order:
      | p                                      | length |
      | <(:N {name: 'd'})<-[:S]-(:N {name: 'a'})> | 1   |

  Scenario Outline: Bounds of variable-length patterns
    When executing query:
      """
      MATCH (:N {name: 'a'})-[:T<length>]->(x) RETURN x.name AS name
      """
    Then the result should be, in any order:
      | name |
      | <n1> |
      | <n2> |
    Examples:
      | length | n1  | n2  |
      | *1..2  | 'b' | 'c' |
      | *0..1  | 'a' | 'b' |
      | *3..4  | 'd' | 'a' |

  Scenario: A path never uses a relationship twice, so cycles end
    When executing query:
      """
      MATCH (:N {name: 'a'})-[r:T*]->(x) RETURN size(r) AS hops, x.name AS name
      """
    Then the result should be, in any order:
      | hops | name |
      | 1    | 'b'  |
      | 2    | 'c'  |
      | 3    | 'd'  |
      | 4    | 'a'  |

  Scenario: Properties of a variable-length pattern hold for every relationship
    When executing query:
      """
      MATCH (:N {name: 'a'})-[:T*1..3 {w: 1}]->(x) RETURN x.name AS name
      """
    Then the result should be, in any order:
      | name |
      | 'b'  |

  Scenario: shortestPath takes the shorter way
    When executing query:
      """
      MATCH p = shortestPath((a:N {name: 'a'})-[*]->(d:N {name: 'd'}))
      RETURN [n IN nodes(p) | n.name] AS names
      """
    Then the result should be, in any order:
      | names      |
      | ['a', 'd'] |

  Scenario: shortestPath honours types
    When executing query:
      """
      MATCH p = shortestPath((a:N {name: 'a'})-[:T*]->(d:N {name: 'd'})) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |

  Scenario: shortestPath finds nothing where there is no path
    When executing query:
      """
      MATCH p = shortestPath((a:N {name: 'a'})-[*]-(e:N {name: 'e'})) RETURN p
      """
    Then the result should be empty

  Scenario: allShortestPaths gives every path of the least length
    When executing query:
      """
      MATCH p = allShortestPaths((a:N {name: 'a'})-[*]-(c:N {name: 'c'}))
      RETURN [n IN nodes(p) | n.name] AS names
      """
    Then the result should be, in any order:
      | names           |
      | ['a', 'b', 'c'] |
      | ['a', 'd', 'c'] |
      | ['a', 'd', 'c'] |

  Scenario: DISTINCT ends of a variable-length pattern
    When executing query:
      """
      MATCH (:N {name: 'a'})-[*1..4]-(x) RETURN count(DISTINCT x) AS n
      """
    Then the result should be, in any order:
      | n |
      | 4 |

  Scenario: A pattern comprehension collects
    When executing query:
      """
      MATCH (a:N {name: 'a'}) RETURN [(a)-[r]->(x) WHERE x.name <> 'b' | x.name + type(r)] AS l
      """
    Then the result should be, in any order:
      | l      |
      | ['dS'] |
