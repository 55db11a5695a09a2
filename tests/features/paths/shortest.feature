# Cypher manual, "Patterns": "Shortest paths" and "Syntax and semantics" (shortest paths, the
# shortestPath() and allShortestPaths() functions). The railway is that of its examples.
Feature: Shortest paths and path selectors

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ash:Station {name: 'Ashchurch'}), (bmv:Station {name: 'Bromsgrove'}),
             (cnm:Station {name: 'Cheltenham Spa'}), (dtw:Station {name: 'Droitwich Spa'}),
             (hby:Station {name: 'Hartlebury'}), (psh:Station {name: 'Pershore'}),
             (wop:Station {name: 'Worcestershire Parkway Ll'}),
             (wof:Station {name: 'Worcester Foregate Street'}),
             (wos:Station {name: 'Worcester Shrub Hill'}),
             (ash)-[:LINK {distance: 7.25}]->(cnm), (ash)-[:LINK {distance: 11.29}]->(wop),
             (ash)-[:LINK {distance: 14.75}]->(wos), (bmv)-[:LINK {distance: 31.14}]->(cnm),
             (bmv)-[:LINK {distance: 6.16}]->(dtw), (bmv)-[:LINK {distance: 12.6}]->(wop),
             (dtw)-[:LINK {distance: 5.64}]->(hby), (dtw)-[:LINK {distance: 6.03}]->(wof),
             (dtw)-[:LINK {distance: 5.76}]->(wos), (psh)-[:LINK {distance: 4.16}]->(wop),
             (wop)-[:LINK {distance: 3.71}]->(wos), (wof)-[:LINK {distance: 0.65}]->(wos)
      """

  # "Shortest paths", sections "SHORTEST k", "ALL SHORTEST" and "SHORTEST k GROUPS".
  Scenario Outline: How many paths of which lengths a selector gives
    When executing query:
      """
      MATCH p = <selector> (wos:Station)-[:LINK]-+(bmv:Station)
      WHERE wos.name = 'Worcester Shrub Hill' AND bmv.name = 'Bromsgrove'
      WITH length(p) AS length ORDER BY length
      RETURN collect(length) AS lengths
      """
    Then the result should be, in order:
      | lengths   |
      | <lengths> |
    Examples:
      | selector                | lengths         |
      | SHORTEST 1              | [2]             |
      | SHORTEST 1 PATH         | [2]             |
      | ANY SHORTEST            | [2]             |
      | ANY SHORTEST PATHS      | [2]             |
      | ANY                     | [2]             |
      | SHORTEST 2              | [2, 2]          |
      | SHORTEST 4 PATHS        | [2, 2, 3, 3]    |
      | SHORTEST 5              | [2, 2, 3, 3, 3] |
      | ALL SHORTEST            | [2, 2]          |
      | ALL SHORTEST PATHS      | [2, 2]          |
      | SHORTEST 1 GROUP        | [2, 2]          |
      | SHORTEST GROUP          | [2, 2]          |
      | SHORTEST 2 GROUPS       | [2, 2, 3, 3, 3] |
      | SHORTEST 2 PATHS GROUPS | [2, 2, 3, 3, 3] |

  Scenario: The paths of the first two lengths
    When executing query:
      """
      MATCH p = SHORTEST 2 GROUPS (:Station {name: 'Worcester Shrub Hill'})-[:LINK]-+(:Station {name: 'Bromsgrove'})
      RETURN [n IN nodes(p)[1..-1] | n.name] AS between, length(p) AS length
      """
    Then the result should be, in any order:
      | between                                      | length |
      | ['Droitwich Spa']                            | 2      |
      | ['Worcestershire Parkway Ll']                | 2      |
      | ['Worcester Foregate Street', 'Droitwich Spa'] | 3    |
      | ['Ashchurch', 'Worcestershire Parkway Ll']   | 3      |
      | ['Ashchurch', 'Cheltenham Spa']              | 3      |

  Scenario Outline: More groups or paths than there are give all there are
    When executing query:
      """
      MATCH p = <selector> (wos:Station)-[:LINK]-+(bmv:Station)
      WHERE wos.name = 'Worcester Shrub Hill' AND bmv.name = 'Bromsgrove'
      RETURN length(p) AS length, count(*) AS paths
      """
    Then the result should be, in any order:
      | length | paths |
      | 2      | 2     |
      | 3      | 3     |
      | 4      | 1     |
      | 5      | 4     |
      | 6      | 8     |
      | 7      | 10    |
      | 8      | 6     |
    Examples:
      | selector          |
      | SHORTEST 8 GROUPS |
      | SHORTEST 1000     |
      | ANY 1000          |
      | ALL               |

  # Section "ANY".
  Scenario: A condition on each relationship of the way
    When executing query:
      """
      MATCH path = ANY (:Station {name: 'Pershore'})-[l:LINK WHERE l.distance < 10]-+(b:Station {name: 'Bromsgrove'})
      RETURN [r IN relationships(path) | r.distance] AS distances
      """
    Then the result should be, in any order:
      | distances                |
      | [4.16, 3.71, 5.76, 6.16] |

  # Section "Partitions".
  Scenario: Each pair of ends is a partition of its own
    When executing query:
      """
      UNWIND ['Droitwich Spa', 'Hartlebury'] AS a
      UNWIND ['Ashchurch', 'Cheltenham Spa'] AS b
      MATCH SHORTEST 2 GROUPS (o:Station {name: a})-[l]-+(d:Station {name: b})
      RETURN o.name AS start, d.name AS end, size(l) AS length, count(*) AS paths
      """
    Then the result should be, in any order:
      | start           | end              | length | paths |
      | 'Droitwich Spa' | 'Ashchurch'      | 2      | 1     |
      | 'Droitwich Spa' | 'Ashchurch'      | 3      | 4     |
      | 'Droitwich Spa' | 'Cheltenham Spa' | 2      | 1     |
      | 'Droitwich Spa' | 'Cheltenham Spa' | 3      | 1     |
      | 'Hartlebury'    | 'Ashchurch'      | 3      | 1     |
      | 'Hartlebury'    | 'Ashchurch'      | 4      | 4     |
      | 'Hartlebury'    | 'Cheltenham Spa' | 3      | 1     |
      | 'Hartlebury'    | 'Cheltenham Spa' | 4      | 1     |

  # Section "Pre-filters and post-filters".
  Scenario Outline: What stands inside the pattern is judged before the selection
    When executing query:
      """
      MATCH SHORTEST 1 <pattern> RETURN [stop IN n[..-1] | stop.name] AS stops
      """
    Then the result should be, in any order:
      | stops   |
      | <stops> |
    Examples:
      | pattern | stops |
      | (:Station {name: 'Hartlebury'}) (()--(n))+ (:Station {name: 'Cheltenham Spa'}) | ['Droitwich Spa', 'Bromsgrove'] |
      | (:Station {name: 'Hartlebury'}) (()--(n:Station WHERE n.name <> 'Bromsgrove'))+ (:Station {name: 'Cheltenham Spa'}) | ['Droitwich Spa', 'Worcester Shrub Hill', 'Ashchurch'] |
      | ((:Station {name: 'Hartlebury'}) (()--(n:Station))+ (:Station {name: 'Cheltenham Spa'}) WHERE none(stop IN n[..-1] WHERE stop.name = 'Bromsgrove')) | ['Droitwich Spa', 'Worcester Shrub Hill', 'Ashchurch'] |

  Scenario: The WHERE of MATCH is judged after the selection
    When executing query:
      """
      MATCH SHORTEST 1 (:Station {name: 'Hartlebury'}) (()--(n:Station))+ (:Station {name: 'Cheltenham Spa'})
      WHERE none(stop IN n[..-1] WHERE stop.name = 'Bromsgrove')
      RETURN [stop IN n[..-1] | stop.name] AS stops
      """
    Then the result should be empty
    When executing query:
      """
      MATCH p = ANY SHORTEST (:Station {name: 'Hartlebury'})-[l]-+(:Station {name: 'Cheltenham Spa'})
      WHERE none(stop IN nodes(p) WHERE stop.name = 'Bromsgrove')
      RETURN p
      """
    Then the result should be empty

  # Section "Pre-filter with a path variable".
  Scenario Outline: Even lengths only, asked before and after the selection
    When executing query:
      """
      MATCH <pattern>
      WITH b.name AS name, length(p) AS length ORDER BY length, name
      RETURN collect(length + ' ' + left(name, 10)) AS found
      """
    Then the result should be, in order:
      | found   |
      | <found> |
    Examples:
      | pattern | found |
      | p = SHORTEST 1 (:Station {name: 'Hartlebury'})--+(b:Station) | ['1 Droitwich ', '2 Bromsgrove', '2 Worcester ', '2 Worcester ', '3 Ashchurch', '3 Cheltenham', '3 Worcesters', '4 Pershore'] |
      | p = SHORTEST 1 (:Station {name: 'Hartlebury'})--+(b:Station) WHERE length(p) % 2 = 0 | ['2 Bromsgrove', '2 Worcester ', '2 Worcester ', '4 Pershore'] |
      | SHORTEST 1 (p = (:Station {name: 'Hartlebury'})--+(b:Station) WHERE length(p) % 2 = 0) | ['2 Bromsgrove', '2 Worcester ', '2 Worcester ', '4 Ashchurch', '4 Cheltenham', '4 Droitwich ', '4 Pershore', '4 Worcesters'] |

  # Section "Single shortest path per graph pattern".
  Scenario: Two selections need two clauses
    When executing query:
      """
      MATCH (d:Station {name: 'Droitwich Spa'}), (w:Station {name: 'Worcestershire Parkway Ll'}),
            (c:Station {name: 'Cheltenham Spa'})
      MATCH p = SHORTEST 1 (d)--+(w)
      MATCH q = SHORTEST 1 (d)--+(c)
      RETURN length(p) AS p, [stop IN nodes(q) | stop.name] AS q
      """
    Then the result should be, in any order:
      | p | q                                                 |
      | 2 | ['Droitwich Spa', 'Bromsgrove', 'Cheltenham Spa'] |

  # Section "Planning shortest paths queries": the numbers of paths its plans show.
  Scenario Outline: Ends found before or during the search
    When executing query:
      """
      <match> RETURN count(p) AS paths
      """
    Then the result should be, in any order:
      | paths |
      | 45    |
    Examples:
      | match |
      | MATCH p = ALL SHORTEST (a:Station) (()-[]-()-[]-()){1,} (b:Station) WHERE b.name = 'Cheltenham Spa' OR b.name = 'Hartlebury' OR b.name = 'Pershore' |
      | MATCH (a:Station), (b:Station) WHERE b.name IN ['Cheltenham Spa', 'Hartlebury', 'Pershore'] CALL (a, b) { MATCH p = ALL SHORTEST (a) (()-[]-()-[]-()){1,} (b) RETURN p } |

  Scenario: Inner elements of a selected path have names, single and lists
    When executing query:
      """
      MATCH p = SHORTEST 1 (:Station {name: 'Hartlebury'})-[first]-(mid)((x)-[r]-(y)){2}(c)-[last]-(:Station {name: 'Pershore'})
      RETURN first.distance AS first, mid.name AS mid, size(x) AS x, [k IN r | k.distance] AS r,
             [k IN y | k.name] AS y, c.name AS c, last.distance AS last, length(p) AS length
      """
    Then the result should be, in any order:
      | first | mid             | x | r            | y                                                     | c                           | last | length |
      | 5.64  | 'Droitwich Spa' | 2 | [5.76, 3.71] | ['Worcester Shrub Hill', 'Worcestershire Parkway Ll'] | 'Worcestershire Parkway Ll' | 4.16 | 4      |

  Scenario: Selected paths pass a node in the middle that an earlier clause bound
    When executing query:
      """
      MATCH (via:Station {name: 'Pershore'}) WITH via
      MATCH p = SHORTEST 1 (:Station {name: 'Hartlebury'})--+(via)--*(end:Station)
      RETURN end.name AS end, length(p) AS length
      """
    Then the result should be, in any order:
      | end        | length |
      | 'Pershore' | 4      |

  Scenario: The shortest way that uses no relationship twice may be longer than the shortest walk
    Given an empty graph
    And having executed:
      """
      CREATE (s:S), (a:N {i: 1}), (b:N {i: 2}), (c:N {i: 3}), (t:T),
             (s)-[:R]->(a), (a)-[:X]->(b), (b)-[:R]->(a), (a)-[:R]->(t), (a)-[:R]->(c), (c)-[:X]->(b)
      """
    When executing query:
      """
      MATCH p = SHORTEST 1 (:S)-->+()-[:X]->()-->+()-[:X]->()-->*(t:N {i: 1}) RETURN length(p) AS length
      """
    Then the result should be empty
    When executing query:
      """
      MATCH p = SHORTEST 1 (:S)-->+()-[:X]->()-->+(t:T) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 4      |

  Scenario: A zero-length path joins a node with itself
    When executing query:
      """
      MATCH p = ANY SHORTEST (a:Station {name: 'Pershore'})--*(b:Station)
      RETURN length(p) AS length, count(*) AS sinks
      """
    Then the result should be, in any order:
      | length | sinks |
      | 0      | 1    |
      | 1      | 1    |
      | 2      | 3    |
      | 3      | 3    |
      | 4      | 1    |

  Scenario: Start and end may be one node
    When executing query:
      """
      MATCH p = SHORTEST 1 (a:Station {name: 'Ashchurch'})--+(a) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |

  Scenario: The lower bound of a selected path counts
    When executing query:
      """
      MATCH p = ALL SHORTEST (:Station {name: 'Worcester Shrub Hill'})-[:LINK]-{4,}(:Station {name: 'Bromsgrove'})
      RETURN length(p) AS length, count(*) AS paths
      """
    Then the result should be, in any order:
      | length | paths |
      | 4      | 1     |

  # "Syntax and semantics", section "The shortestPath() and allShortestPaths() functions": the WHERE
  # of the same MATCH is judged before the selection.
  Scenario: The WHERE of shortestPath() decides which path is the shortest
    When executing query:
      """
      MATCH p = shortestPath((:Station {name: 'Hartlebury'})-[*]-(:Station {name: 'Cheltenham Spa'}))
      WHERE none(stop IN nodes(p) WHERE stop.name = 'Bromsgrove')
      RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 4      |
    When executing query:
      """
      MATCH p = shortestPath((:Station {name: 'Hartlebury'})-[*]-(:Station {name: 'Cheltenham Spa'}))
      WITH nodes(p) AS stops
      WHERE none(stop IN stops WHERE stop.name = 'Bromsgrove')
      RETURN size(stops) AS stops
      """
    Then the result should be empty

  Scenario: The functions honour bounds and may stand in expressions
    When executing query:
      """
      MATCH (h:Station {name: 'Hartlebury'}), (c:Station {name: 'Cheltenham Spa'})
      RETURN length(shortestPath((h)-[:LINK*]-(c))) AS one,
             size(allShortestPaths((h)-[:LINK*..9]-(c))) AS every,
             shortestPath((h)-[:LINK*..2]-(c)) AS near,
             length(shortestPath((h)-[:LINK*0..]-(h))) AS zero
      """
    Then the result should be, in any order:
      | one | every | near | zero |
      | 3   | 1   | null | 0    |

  Scenario Outline: Conditions of shortestPath() on the path, its relationships and properties
    When executing query:
      """
      MATCH (h:Station {name: 'Hartlebury'}), (c:Station {name: 'Cheltenham Spa'})
      MATCH p = <pattern> <where>
      RETURN length(p) AS length, count(*) AS paths
      """
    Then the result should be, in any order:
      | length   | paths   |
      | <length> | <paths> |
    Examples:
      | pattern | where | length | paths |
      | shortestPath((h)-[r:LINK*]-(c))           | WHERE all(x IN r WHERE x.distance < 20)     | 4 | 1 |
      | shortestPath((h)-[r:LINK*..9]-(c))        | WHERE length(p) > 3                         | 4 | 1 |
      | allShortestPaths((h)-[r:LINK*]-(c))       | WHERE length(p) > 4                         | 5 | 4 |
      | allShortestPaths((c)-[r:LINK*]-(h))       | WHERE size(r) > 4 AND h.name STARTS WITH 'H' | 5 | 4 |
      | shortestPath((h)<-[r:LINK* {distance: 5.64}]-(x:Station)) | WHERE length(p) > 0         | 1 | 1 |
      | shortestPath((h)-[r:LINK]-(x:Station))    | WHERE r.distance > 5                        | 1 | 1 |

  Scenario: shortestPath() as an expression may judge its relationships
    When executing query:
      """
      MATCH (h:Station {name: 'Hartlebury'}), (c:Station {name: 'Cheltenham Spa'})
      RETURN length(shortestPath((h)-[r:LINK* WHERE size(r) > 3]-(c))) AS length
      """
    Then the result should be, in any order:
      | length |
      | 4      |

  Scenario Outline: A shortest way back to where it began
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {k: 'a'}), (b:B {k: 'b'}), (c:C {k: 'c'}), (d:D {k: 'd'}),
             (a)-[:T {k: 1}]->(b), (b)-[:T {k: 2}]->(c), (c)-[:T {k: 3}]->(a),
             (b)-[:T {k: 4}]->(d), (d)-[:T {k: 5}]->(c), (d)-[:T {k: 6}]->(d)
      """
    When executing query:
      """
      MATCH p = <search>
      RETURN [r IN relationships(p) | r.k] AS ks
      """
    Then the result should be, in any order:
      | ks         |
      | <expected> |
    And no side effects
    Examples:
      | search                                 | expected  |
      | shortestPath((n:A)-[:T*]->(n))         | [1, 2, 3] |
      | shortestPath((n:D)-[:T*]->(n))         | [6]       |
      | shortestPath((n:D)-[:T*]-(n))          | [6]       |
      | shortestPath((n:A)<-[:T*]-(n))         | [3, 2, 1] |
      | shortestPath((n:A)-[:T*0..]->(n))      | []        |
      | allShortestPaths((n:C)-[:T*]->(n))     | [3, 1, 2] |

  Scenario: Without directions both ways round are shortest
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B), (c:C), (a)-[:T {k: 1}]->(b), (c)-[:T {k: 2}]->(b), (c)-[:T {k: 3}]->(a),
             (b)-[:T {k: 4}]->(:D)
      """
    When executing query:
      """
      MATCH p = allShortestPaths((n:A)-[:T*]-(n))
      RETURN [r IN relationships(p) | r.k] AS ks
      """
    Then the result should be, in any order:
      | ks        |
      | [1, 2, 3] |
      | [3, 2, 1] |
    And no side effects

  Scenario: Two relationships between two nodes are a way back
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T {k: 1}]->(b:B), (a)-[:T {k: 2}]->(b)
      """
    When executing query:
      """
      MATCH p = shortestPath((n:A)-[:T*]-(n))
      RETURN length(p) AS length, size([x IN [1, 2] WHERE any(r IN relationships(p) WHERE r.k = x)]) AS used
      """
    Then the result should be, in any order:
      | length | used |
      | 2      | 2    |
    And no side effects

  # All trails of a dense graph would be tried if the search did not remember where it has been.
  Scenario: That there is no way back is found out by looking at each node once
    Given an empty graph
    And having executed:
      """
      UNWIND range(1, 12) AS i
      CREATE (:N {i: i})
      """
    And having executed:
      """
      MATCH (a:N), (b:N) WHERE a <> b
      CREATE (a)-[:T]->(b)
      """
    And having executed:
      """
      MATCH (b:N {i: 1})
      CREATE (:Start)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = shortestPath((n:Start)-[:T*]->(n))
      RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
    And no side effects
