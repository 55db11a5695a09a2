# Cypher manual, "Patterns", "Syntax and semantics": what the rules of each section do not allow.
Feature: Path patterns that cannot be meant

  Scenario Outline: Quantifiers
    Given any graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | query                                                            | detail                      |
      | MATCH ((x:A)){2,4} RETURN x                                      | InvalidQuantifiedPattern    |
      | MATCH (:A) (()-[:R]->+()){2,3} (:B) RETURN 1 AS one              | InvalidQuantifiedPattern    |
      | MATCH (:A) ((()-->())+ (x)){2} (:B) RETURN 1 AS one              | InvalidQuantifiedPattern    |
      | MATCH (:A) (()-[:R*1..2]->()){2,3} (:B) RETURN 1 AS one          | InvalidQuantifiedPattern    |
      | MATCH ((n)-[r]->(m)){0,10} RETURN n                              | InvalidQuantifiedPattern    |
      | MATCH ((n)-[r]->(m))* RETURN n                                   | InvalidQuantifiedPattern    |
      | MATCH ((n)-[r]->(m))* ((k)-->())* RETURN n                       | InvalidQuantifiedPattern    |
      | MATCH (a) ((n)-[r]->(m)){0} RETURN n                             | InvalidQuantifiedPattern    |
      | MATCH (a)-[r]->{,0}(b) RETURN r                                  | InvalidQuantifiedPattern    |
      | MATCH (a)-[r]->{3,1}(b) RETURN r                                 | UnexpectedSyntax            |
      | MATCH (a)-->(b)-->(c), ((b)-->(e))+ (:X) RETURN e                | VariableAlreadyBound        |
      | MATCH ((b)-->(e))+ (b) RETURN e                                  | VariableTypeConflict        |
      | MATCH (a) MATCH ((a)-->(b))+ RETURN b                            | VariableAlreadyBound        |
      | MATCH ((a)-->(b))+ ((a)-->(c))+ RETURN b                         | VariableAlreadyBound        |
      | MATCH (a) ((x)-->(y) WHERE x.p = a.p)+ RETURN y                  | UndefinedVariable           |
      | MATCH (a)-[r:R WHERE r.p = a.p]->+(b) RETURN b                   | UndefinedVariable           |
      | MATCH ((a)-[r]->(b)-[r]->(c))+ RETURN b                          | RelationshipUniquenessViolation |
      | CREATE ((a)-[:R]->(b)){2}                                        | CreatingVarLength           |

  Scenario Outline: A list over all repetitions is no single element
    Given any graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at compile time: InvalidArgumentType
    Examples:
      | query                                              |
      | MATCH ((x)-[r]->(z)){2,3} WHERE z.p > x.p RETURN r |
      | MATCH (n)-[r]->+(m WHERE r.p = m.q) RETURN r       |

  Scenario Outline: Selectors and the functions
    Given any graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | query                                                                     | detail              |
      | MATCH p = SHORTEST 2 (:A)--+(a)--+(:B), q = ANY 2 (a)-->{,2}(:C) RETURN p | InvalidPathSelector |
      | MATCH ALL SHORTEST (n:A) (()-->(:B))+, (:X)--(n)--(:Y) RETURN n           | InvalidPathSelector |
      | MATCH (d), p = SHORTEST 1 (d)--+(w), q = SHORTEST 1 (d)--+(c) RETURN p, q | InvalidPathSelector |
      | MATCH p = SHORTEST 1 ((a)--+(b) WHERE length(p) > 1) RETURN p             | UndefinedVariable   |
      | MATCH p = SHORTEST 0 (a)--+(b) RETURN p                                   | UnexpectedSyntax    |
      | MATCH p = shortestPath(((a)-[:R]-(b)){1,5}) RETURN p                      | UnexpectedSyntax    |
      | MATCH p = shortestPath((:A)-->+(:B)) RETURN p                             | UnexpectedSyntax    |
      | MATCH p = shortestPath((a)-[:R*1..5]-(b)-->(:X)) RETURN p                 | UnexpectedSyntax    |
      | MATCH p = shortestPath((a)-[:R*2..5]-(b)) RETURN p                        | UnexpectedSyntax    |
      | MATCH p = shortestPath((:A)) RETURN p                                     | UnexpectedSyntax    |
      | MATCH p = allShortestPaths((a:A)-[:S*]->(:B), (a)-[:R*1..3]->(:C)) RETURN p | UnexpectedSyntax  |

  # Section "Shortest paths", "Only one path pattern allowed": ALL selects nothing.
  Scenario: ALL may stand beside other paths
    Given an empty graph
    And having executed:
      """
      CREATE (:X)-[:R]->(n:A {i: 1})-[:R]->(:B)-[:R]->(:B), (n)-[:R]->(:Y)
      """
    When executing query:
      """
      MATCH ALL (n:A) (()-->(:B))+, (:X)--(n)--(:Y) RETURN n.i AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
      | 1 |

  # Planning such a query used to take all memory.
  Scenario Outline: shortestPath() finds its relationships itself
    Given any graph
    When executing query:
      """
      MATCH ()-[r]->() WITH [r] AS rs, r <match>
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound
    Examples:
      | match                                              |
      | MATCH p = shortestPath((a)-[rs*..3]->(b)) RETURN p |
      | MATCH p = shortestPath((a)-[r]->(b)) RETURN p      |
      | RETURN allShortestPaths(()-[rs*]->()) AS p         |

  # Planning used to count up to the lower bound.
  Scenario Outline: A path may be asked to be longer than any
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH <path> RETURN a
      """
    Then the result should be empty
    Examples:
      | path                                                     |
      | (a)-[*3888888888888888888]->()                           |
      | (a)-[*3888888888888888888..]->()                         |
      | ((a)--()){3888888888888888888}                           |
      | ((a)-->()-->()){3888888888888888888,4888888888888888888} |
