# Cypher manual, "Patterns": "Variable-length patterns" and "Syntax and semantics" (quantified path
# patterns, quantified relationships, node pattern pairs). The graphs are those of its examples.
Feature: Quantified path patterns

  Background:
    Given an empty graph

  # "Variable-length patterns", sections "Quantified path patterns" to "Group variables".
  Scenario Outline: A part of a path is repeated between fixed parts
    Given having executed:
      """
      CREATE (pmr:Station {name: 'Peckham Rye'}), (dmk:Station {name: 'Denmark Hill'}),
             (clp:Station {name: 'Clapham High Street'}), (wwr:Station {name: 'Wandsworth Road'}),
             (clj:Station {name: 'Clapham Junction'}),
             (s1:Stop {arrives: time('17:19'), departs: time('17:20')}),
             (s2:Stop {arrives: time('17:12'), departs: time('17:13')}),
             (s3:Stop {arrives: time('17:10'), departs: time('17:11')}),
             (s4:Stop {arrives: time('17:06'), departs: time('17:07')}),
             (s5:Stop {arrives: time('16:58'), departs: time('17:01')}),
             (s6:Stop {arrives: time('17:17'), departs: time('17:20')}),
             (s7:Stop {arrives: time('17:08'), departs: time('17:10')}),
             (clj)<-[:CALLS_AT]-(s1), (wwr)<-[:CALLS_AT]-(s2), (clp)<-[:CALLS_AT]-(s3),
             (dmk)<-[:CALLS_AT]-(s4), (pmr)<-[:CALLS_AT]-(s5), (clj)<-[:CALLS_AT]-(s6),
             (dmk)<-[:CALLS_AT]-(s7), (s5)-[:NEXT {distance: 1.2}]->(s4),
             (s4)-[:NEXT {distance: 0.34}]->(s3), (s3)-[:NEXT {distance: 0.76}]->(s2),
             (s2)-[:NEXT {distance: 0.3}]->(s1), (s7)-[:NEXT {distance: 1.4}]->(s6)
      """
    When executing query:
      """
      MATCH (:Station {name: 'Denmark Hill'})<-[:CALLS_AT]-(d:Stop)
            <part>
            (a:Stop)-[:CALLS_AT]->(:Station {name: 'Clapham Junction'})
      WHERE a.arrives < time('<before>')
      RETURN d.departs AS departs, a.arrives AS arrives
      """
    Then the result should be, in any order:
      | departs  | arrives |
      | <first>  | <last>  |
    Examples:
      | part                                   | before | first    | last     |
      | ((:Stop)-[:NEXT]->(:Stop)){1,3}        | 17:18  | '17:10Z' | '17:17Z' |
      | ((:Stop)-[:NEXT]->(:Stop)){1,10}       | 17:18  | '17:10Z' | '17:17Z' |
      | (()-[:NEXT]->()){1,10}                 | 17:18  | '17:10Z' | '17:17Z' |
      | -[:NEXT]->{1,10}                       | 17:18  | '17:10Z' | '17:17Z' |
      | ((:Stop)-[:NEXT]->(:Stop)){2,}         | 18:00  | '17:07Z' | '17:19Z' |
      | ((x:Stop)-[:NEXT]->(y WHERE y.arrives > x.departs)){3} | 18:00 | '17:07Z' | '17:19Z' |

  Scenario: Variables of a repeated part are lists outside of it
    Given having executed:
      """
      CREATE (dmk:Station {name: 'Denmark Hill'}), (clj:Station {name: 'Clapham Junction'}),
             (s1:Stop {n: 1, departs: time('17:20')}), (s2:Stop {n: 2, departs: time('17:13')}),
             (s3:Stop {n: 3, departs: time('17:11')}), (s4:Stop {n: 4, departs: time('17:07')}),
             (s6:Stop {n: 6, departs: time('17:20')}), (s7:Stop {n: 7, departs: time('17:10')}),
             (clj)<-[:CALLS_AT]-(s1), (dmk)<-[:CALLS_AT]-(s4), (clj)<-[:CALLS_AT]-(s6),
             (dmk)<-[:CALLS_AT]-(s7), (s4)-[:NEXT {distance: 0.34}]->(s3),
             (s3)-[:NEXT {distance: 0.76}]->(s2), (s2)-[:NEXT {distance: 0.3}]->(s1),
             (s7)-[:NEXT {distance: 1.4}]->(s6)
      """
    When executing query:
      """
      MATCH (:Station {name: 'Denmark Hill'})<-[:CALLS_AT]-(origin)
            ((l)-[r:NEXT]->(m)){1,3}
            ()-[:CALLS_AT]->(:Station {name: 'Clapham Junction'})
      RETURN origin.n AS origin, [x IN l | x.n] AS l, [x IN m | x.n] AS m,
             [stop IN m | stop.departs] AS departs,
             reduce(acc = 0.0, next IN r | round(acc + next.distance, 2)) AS distance
      """
    Then the result should be, in any order:
      | origin | l         | m         | departs                          | distance |
      | 7      | [7]       | [6]       | ['17:20Z']                       | 1.4      |
      | 4      | [4, 3, 2] | [3, 2, 1] | ['17:11Z', '17:13Z', '17:20Z']   | 1.4      |

  # "Variable-length patterns", section "Predicates in quantified path patterns".
  Scenario: A condition inside prunes the search, and may use what an earlier clause bound
    Given having executed:
      """
      CREATE (lbg:Station {name: 'London Bridge', lon: -0.08609, lat: 51.50502}),
             (bfr:Station {name: 'London Blackfriars', lon: -0.10333, lat: 51.51181}),
             (eph:Station {name: 'Elephant & Castle', lon: -0.09873, lat: 51.49403}),
             (dmk:Station {name: 'Denmark Hill', lon: -0.08936, lat: 51.46820}),
             (pmr:Station {name: 'Peckham Rye', lon: -0.06941, lat: 51.47003}),
             (qrp:Station {name: 'Queens Rd Peckham', lon: -0.05731, lat: 51.47357}),
             (sbm:Station {name: 'South Bermondsey', lon: -0.05468, lat: 51.48814}),
             (lgj:Station {name: 'Loughborough Jn', lon: -0.10218, lat: 51.46630}),
             (hnh:Station {name: 'Herne Hill', lon: -0.10229, lat: 51.45331}),
             (tuh:Station {name: 'Tulse Hill', lon: -0.10508, lat: 51.43986}),
             (ndl:Station {name: 'North Dulwich', lon: -0.08792, lat: 51.45451}),
             (edw:Station {name: 'East Dulwich', lon: -0.08057, lat: 51.46149}),
             (brx:Station {name: 'Brixton', lon: -0.11418, lat: 51.46330}),
             (lbg)<-[:LINK {distance: 1.13}]-(bfr), (bfr)<-[:LINK {distance: 1.21}]-(eph),
             (eph)-[:LINK {distance: 2.6}]->(dmk), (dmk)-[:LINK {distance: 0.86}]->(pmr),
             (pmr)-[:LINK {distance: 0.71}]->(qrp), (qrp)<-[:LINK {distance: 0.95}]-(sbm),
             (sbm)<-[:LINK {distance: 1.8}]-(lbg), (lgj)-[:LINK {distance: 0.88}]->(hnh),
             (hnh)-[:LINK {distance: 1.08}]->(tuh), (tuh)<-[:LINK {distance: 1.29}]-(ndl),
             (ndl)-[:LINK {distance: 0.53}]->(edw), (edw)-[:LINK {distance: 0.84}]->(pmr),
             (eph)-[:LINK {distance: 2.01}]->(lgj), (dmk)-[:LINK {distance: 1.11}]->(brx),
             (brx)-[:LINK {distance: 0.51}]->(hnh)
      """
    And having executed:
      """
      MATCH (n:Station) SET n.location = point({longitude: n.lon, latitude: n.lat})
      """
    When executing query:
      """
      MATCH (bfr:Station {name: 'London Blackfriars'}), (ndl:Station {name: 'North Dulwich'})
      MATCH p = (bfr)
                ((a)-[:LINK]-(b:Station)
                  WHERE point.distance(a.location, ndl.location) >
                        point.distance(b.location, ndl.location))+ (ndl)
      RETURN reduce(acc = 0, r IN relationships(p) | round(acc + r.distance, 2)) AS distance
      """
    Then the result should be, in any order:
      | distance |
      | 5.96     |
    When executing query:
      """
      MATCH (bfr:Station {name: 'London Blackfriars'}), (ndl:Station {name: 'North Dulwich'})
      MATCH p = (bfr)-[:LINK]-+(ndl)
      WITH reduce(acc = 0, r IN relationships(p) | round(acc + r.distance, 2)) AS distance
      RETURN count(*) AS paths, min(distance) AS least
      """
    Then the result should be, in any order:
      | paths | least |
      | 7     | 5.96  |
    When executing query:
      """
      MATCH (bfr:Station {name: 'London Blackfriars'}), (ndl:Station {name: 'North Dulwich'})
      MATCH p = ALL SHORTEST (bfr)-[:LINK]-+(ndl)
      RETURN [n IN nodes(p)[1..-1] | n.name] AS stops, length(p) AS length
      """
    Then the result should be, in any order:
      | stops                                                                 | length |
      | ['Elephant & Castle', 'Denmark Hill', 'Peckham Rye', 'East Dulwich']  | 5      |
      | ['Elephant & Castle', 'Loughborough Jn', 'Herne Hill', 'Tulse Hill']  | 5      |

  # "Syntax and semantics", section "Quantified path patterns", "Matching".
  Scenario Outline: Each repetition meets all conditions of the part
    Given having executed:
      """
      CREATE (n1:A {h: 1}), (n2:A:B {h: 3}), (n3:A:B {h: 4}), (n5:B {h: 5}), (n4:B {h: 2}),
             (n1)-[:R]->(n2), (n2)-[:R]->(n3), (n3)-[:R]->(n5), (n3)-[:R]->(n4)
      """
    When executing query:
      """
      MATCH ((x:A)-[:R]->(z:B WHERE z.h > 2))<quantifier>
      RETURN collect([[n IN x | n.h], [n IN z | n.h]]) AS found
      """
    Then the result should be (ignoring element order for lists):
      | found   |
      | <found> |
    Examples:
      | quantifier | found |
      | {2}        | [[[1, 3], [3, 4]], [[3, 4], [4, 5]]] |
      | {1,5}      | [[[1], [3]], [[3], [4]], [[4], [5]], [[1, 3], [3, 4]], [[3, 4], [4, 5]], [[1, 3, 4], [3, 4, 5]]] |
      | {3,}       | [[[1, 3, 4], [3, 4, 5]]] |
      | {4,}       | [] |

  # "Syntax and semantics", section "Quantifiers".
  Scenario Outline: Every form of a quantifier
    Given having executed:
      """
      CREATE (:N {i: 0})-[:R]->(:N {i: 1})-[:R]->(:N {i: 2})-[:R]->(:N {i: 3})
      """
    When executing query:
      """
      MATCH (:N {i: 0})-[r:R]-><quantifier>(n) WITH n ORDER BY n.i RETURN collect(n.i) AS sinks
      """
    Then the result should be, in order:
      | sinks  |
      | <ends> |
    When executing query:
      """
      MATCH (:N {i: 0}) ((x:N)-[r:R]->(y:N))<quantifier> (n) WITH n ORDER BY n.i
      RETURN collect(n.i) AS sinks
      """
    Then the result should be, in order:
      | sinks  |
      | <ends> |
    Examples:
      | quantifier | ends         |
      | +          | [1, 2, 3]    |
      | *          | [0, 1, 2, 3] |
      | {2}        | [2]          |
      | {1,2}      | [1, 2]       |
      | {2,}       | [2, 3]       |
      | {,2}       | [0, 1, 2]    |
      | {,}        | [0, 1, 2, 3] |

  Scenario: One repetition still makes lists
    Given having executed:
      """
      CREATE (:A {i: 1})-[:R {w: 5}]->(:B {i: 2})
      """
    When executing query:
      """
      MATCH ((a:A)-[r]->(b)){1} RETURN [n IN a | n.i] AS a, [x IN r | x.w] AS r, size(b) AS b
      """
    Then the result should be, in any order:
      | a   | r   | b |
      | [1] | [5] | 1 |

  # "Syntax and semantics", section "Node pattern pairs".
  Scenario Outline: Nodes that meet are one node with the conditions of both
    Given having executed:
      """
      CREATE (a:A {i: 1})-[:R]->(bx:B:X {i: 2}), (y:Y {i: 3})-[:S]->(bx), (yx:Y:X {i: 4})-[:S]->(bx),
             (y2:Y {i: 5})-[:S]->(yx), (xy:X:Y {i: 6}), (xa:X:A {i: 7})-[:R]->(:B:Y {i: 8})
      """
    When executing query:
      """
      MATCH p = <pattern> RETURN [n IN nodes(p) | n.i] AS ids
      """
    Then the result should be, in any order:
      | ids   |
      | <one> |
      | <two> |
      | <six> |
    Examples:
      | pattern                                          | one       | two       | six          |
      | (:A)-[:R]->(:B) ((:X)<-[:S]-(:Y)){1,2}           | [1, 2, 3] | [1, 2, 4] | [1, 2, 4, 5] |
      | ((:A)-[:R]->(:B)){1} ((:X)<-[:S]-(:Y)){1,2}      | [1, 2, 3] | [1, 2, 4] | [1, 2, 4, 5] |
      | (:X) ((a:A)-[:R]->(b:B)){0,1} (:Y)               | [4]       | [6]       | [7, 8]       |

  Scenario: Parts with no repetition give empty lists
    Given having executed:
      """
      CREATE (:X:Y {i: 1})
      """
    When executing query:
      """
      MATCH p = (:X) ((a)-[r]->(b)-[s]->(c))* ((d)-[t]->(e) WHERE d.i < e.i)* (:Y)
      RETURN a, r, b, s, c, d, t, e, length(p) AS length
      """
    Then the result should be, in any order:
      | a  | r  | b  | s  | c  | d  | t  | e  | length |
      | [] | [] | [] | [] | [] | [] | [] | [] | 0      |

  Scenario: A part of two relationships repeats as one
    Given having executed:
      """
      CREATE (:P {i: 0})-[:A]->(:Q {i: 1})-[:B]->(:P {i: 2})-[:A]->(:Q {i: 3})-[:B]->(:P {i: 4})-[:A]->(:Q {i: 5})
      """
    When executing query:
      """
      MATCH p = (:P {i: 0}) ((u)-[a:A]->(v)-[b:B]->(w))+ (end)
      RETURN end.i AS end, [x IN u | x.i] AS u, [x IN v | x.i] AS v, [x IN w | x.i] AS w,
             size(a) AS a, size(b) AS b, [x IN nodes(p) | x.i] AS nodes
      """
    Then the result should be, in any order:
      | end | u      | v      | w      | a | b | nodes           |
      | 2   | [0]    | [1]    | [2]    | 1 | 1 | [0, 1, 2]       |
      | 4   | [0, 2] | [1, 3] | [2, 4] | 2 | 2 | [0, 1, 2, 3, 4] |

  Scenario: Walking from the right end gives lists in the order of the text
    Given having executed:
      """
      CREATE (:P {i: 0})-[:A]->(:Q {i: 1})-[:B]->(:P {i: 2})-[:A]->(:Q {i: 3})-[:B]->(:End {i: 4})
      """
    When executing query:
      """
      MATCH (e:End) WITH e
      MATCH p = (s) ((u)-[a:A]->(v)-[b:B]->(w))+ (e)
      RETURN s.i AS s, [x IN u | x.i] AS u, [x IN w | x.i] AS w, [x IN nodes(p) | x.i] AS nodes
      """
    Then the result should be, in any order:
      | s | u      | w      | nodes           |
      | 2 | [2]    | [4]    | [2, 3, 4]       |
      | 0 | [0, 2] | [2, 4] | [0, 1, 2, 3, 4] |

  Scenario: A relationship is used once in the whole pattern, repetitions included
    Given having executed:
      """
      CREATE (a:N {i: 1})-[:R]->(b:N {i: 2})-[:R]->(a)
      """
    When executing query:
      """
      MATCH p = (:N {i: 1})-[first]->() ((x)-[r]->(y) WHERE x.i <> y.i)* (end)
      RETURN [n IN nodes(p) | n.i] AS ids
      """
    Then the result should be, in any order:
      | ids       |
      | [1, 2]    |
      | [1, 2, 1] |
    When executing query:
      """
      MATCH (:N {i: 1})-[first]->(), (s) ((x)-[r]->(y) WHERE x.i <> y.i)+ (end)
      RETURN first.i AS i, s.i AS s, size(r) AS hops
      """
    Then the result should be, in any order:
      | i    | s | hops |
      | null | 2 | 1    |

  Scenario: The same node variable twice in a part is a cycle in every repetition
    Given having executed:
      """
      CREATE (a:N {i: 1})-[:R]->(b:N {i: 2})-[:R]->(a)-[:R]->(c:N {i: 3}), (c)-[:R]->(c)
      """
    When executing query:
      """
      MATCH ((x)-[:R]->(y)-[:R]->(x)){1,2} RETURN [n IN x | n.i] AS x, [n IN y | n.i] AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | [1] | [2] |
      | [2] | [1] |

  # "Syntax and semantics", section "Quantified path patterns", "Nesting".
  Scenario: A condition inside may search paths itself
    Given having executed:
      """
      CREATE (a:A {i: 1})-[:R]->(b:A {i: 2})-[:R]->(c:A {i: 3})-[:R]->(d:A {i: 4}), (b)-[:S]->()-[:S]->(:X),
             (a)-[:S]->(:X)
      """
    When executing query:
      """
      MATCH ((n:A)-[:R]->(m) WHERE EXISTS { (n)-[:S]->+(:X) }){1,3} RETURN [x IN n | x.i] AS n
      """
    Then the result should be, in any order:
      | n      |
      | [1]    |
      | [2]    |
      | [1, 2] |

  # "Syntax and semantics", section "Graph patterns", "Variable references".
  Scenario: Conditions outside use the lists, conditions of later nodes too
    Given having executed:
      """
      CREATE (:S {i: 1})-[:R {q: 3}]->(:M {i: 2, q: 2})-[:R {q: 4}]->(:M {i: 3, q: 3})
      """
    When executing query:
      """
      MATCH (n:S)-[r]->+(m WHERE all(rel IN r WHERE rel.q > m.q)) RETURN m.i AS m
      """
    Then the result should be, in any order:
      | m |
      | 2 |
    When executing query:
      """
      MATCH (a:S) ((d)-[r]->(e) WHERE r.q = e.q + 1)+ (z) WHERE any(n IN e WHERE n.q = 3)
      RETURN z.i AS z
      """
    Then the result should be, in any order:
      | z |
      | 3 |

  Scenario: A quantified relationship judges each relationship on the way
    Given having executed:
      """
      CREATE (:N {i: 1})-[:R {w: 1}]->(:N {i: 2})-[:R {w: 5}]->(:N {i: 3})-[:S {w: 1}]->(:N {i: 4})
      """
    And parameters are:
      | limit | 9 |
    When executing query:
      """
      MATCH (:N {i: 1})-[r:!S WHERE r.w < $limit]->+(n) RETURN n.i AS n, [x IN r | x.w] AS w
      """
    Then the result should be, in any order:
      | n | w      |
      | 2 | [1]    |
      | 3 | [1, 5] |

  Scenario: Quantified parts stand in subqueries, comprehensions and optional matches
    Given having executed:
      """
      CREATE (:N {i: 1})-[:R]->(:N {i: 2})-[:R]->(:N {i: 3})
      """
    When executing query:
      """
      MATCH (n:N)
      OPTIONAL MATCH (n) ((x)-[r:R]->(y) WHERE x.i < y.i)+ (m {i: 3})
      RETURN n.i AS n, m.i AS m, [k IN y | k.i] AS y,
             COUNT { (n) ((a)-[:R]->(b) WHERE a.i < b.i)+ () } AS paths,
             EXISTS { (n)-[q:R WHERE q.none IS NULL]->{2}() } AS far
      """
    Then the result should be, in any order:
      | n | m    | y      | paths | far   |
      | 1 | 3    | [2, 3] | 2     | true  |
      | 2 | 3    | [3]    | 1     | false |
      | 3 | null | null   | 0     | false |
