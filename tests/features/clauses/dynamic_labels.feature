Feature: Labels and types that expressions give

  # Cypher manual, "MATCH", section "Dynamic node labels and relationship types".
  Scenario Outline: Dynamic labels in MATCH
    Given an empty graph
    And having executed:
      """
      CREATE (:A {i: 1}), (:B {i: 2}), (:A:B {i: 3}), ({i: 4})
      """
    And parameters are:
      | label  | 'A'        |
      | labels | ['A', 'B'] |
    When executing query:
      """
      WITH 'B' AS name MATCH (n:<labels>) RETURN collect(n.i) AS found
      """
    Then the result should be (ignoring element order for lists):
      | found   |
      | <found> |

    Examples:
      | labels             | found     |
      | $($label)          | [1, 3]    |
      | $(name)            | [2, 3]    |
      | $($labels)         | [3]       |
      | $all($labels)      | [3]       |
      | $any($labels)      | [1, 2, 3] |
      | $all(['A', name])  | [3]       |
      | !$($label)         | [2, 4]    |
      | A&$(name)          | [3]       |
      | $any([])           | []        |
      | $all([])           | [1, 2, 3, 4] |
      | $('C')             | []        |

  # Cypher manual, "MATCH", section "Dynamic node labels and relationship types".
  Scenario: Dynamic types in MATCH, and in conditions
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {i: 1})-[:R]->(:B {i: 2})-[:S]->(:C {i: 3})
      """
    When executing query:
      """
      UNWIND ['R', 'S'] AS type
      MATCH (a)-[r:$(type)]->(b) WHERE NOT a:$('C') AND b:$any(['B', 'C'])
      RETURN type, a.i AS a, b.i AS b, r:$(type) AS same
      """
    Then the result should be, in any order:
      | type | a | b | same |
      | 'R'  | 1 | 2 | true |
      | 'S'  | 2 | 3 | true |

  # Cypher manual, "CREATE", section "CREATE nodes and relationships with dynamic labels and types".
  Scenario: CREATE with dynamic labels and types
    Given an empty graph
    When executing query:
      """
      UNWIND [{labels: ['P', 'Q'], type: 'KNOWS'}, {labels: 'P', type: 'LIKES'}] AS row
      CREATE (a:$(row.labels):Fixed)-[r:$(row.type)]->(b)
      RETURN labels(a) AS labels, type(r) AS type
      """
    Then the result should be (ignoring element order for lists):
      | labels              | type    |
      | ['Fixed', 'P', 'Q'] | 'KNOWS' |
      | ['Fixed', 'P']      | 'LIKES' |
    And the side effects should be:
      | +nodes         | 4 |
      | +relationships | 2 |
      | +labels        | 3 |

  # Cypher manual, "MERGE", section "MERGE using dynamic node labels and relationship types".
  Scenario: MERGE with dynamic labels and types
    Given an empty graph
    When executing query:
      """
      UNWIND ['A', 'B', 'A'] AS label
      MERGE (n:$(label) {k: 1})
      MERGE (n)-[:$('TO_' + label)]->(n)
      RETURN count(DISTINCT n) AS nodes
      """
    Then the result should be, in any order:
      | nodes |
      | 2     |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +labels        | 2 |
      | +properties    | 2 |

  # Cypher manual, "SET", section "Set dynamic labels"; "REMOVE", section "Dynamically remove labels".
  Scenario: SET and REMOVE with dynamic labels
    Given an empty graph
    And having executed:
      """
      CREATE (:A {tags: ['x', 'y']}), (:B {tags: ['z']})
      """
    When executing query:
      """
      MATCH (n) SET n:$(n.tags):Tagged REMOVE n:$(head(labels(n))) RETURN labels(n) AS labels
      """
    Then the result should be (ignoring element order for lists):
      | labels               |
      | ['Tagged', 'x', 'y'] |
      | ['Tagged', 'z']      |

  # Cypher manual, "SET", section "Dynamically setting or updating a property".
  Scenario: Dynamic property keys
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2})
      """
    When executing query:
      """
      MATCH (n:A) UNWIND keys(n) AS key
      SET n[key + 'Copy'] = n[key] REMOVE n[key]
      WITH DISTINCT n RETURN properties(n) AS map
      """
    Then the result should be, in any order:
      | map                |
      | {xCopy: 1, yCopy: 2} |

  Scenario Outline: Values that name no label
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      WITH 1 AS number, null AS nothing, '' AS empty, ['A', 'B'] AS two <query>
      """
    Then a <error> should be raised at runtime: <detail>

    Examples:
      | query                             | error         | detail               |
      | MATCH (n:$(nothing)) RETURN n     | TypeError     | InvalidArgumentType  |
      | MATCH (n:$(empty)) RETURN n       | ArgumentError | InvalidArgumentValue |
      | CREATE (n:$(nothing))             | TypeError     | InvalidArgumentType  |
      | CREATE (n:$([number]))            | TypeError     | InvalidArgumentType  |
      | CREATE ()-[:$(two)]->()           | ArgumentError | InvalidArgumentValue |
      | CREATE ()-[:$(empty)]->()         | ArgumentError | InvalidArgumentValue |
      | MATCH (n) SET n:$(two[5])         | TypeError     | InvalidArgumentType  |
      | MATCH (n) REMOVE n:$([number])    | TypeError     | InvalidArgumentType  |

  Scenario Outline: Errors found before anything runs
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | query                         | detail              |
      | MATCH (n:$(1)) RETURN n       | InvalidArgumentType |
      | MATCH (n) SET n:$(1)          | InvalidArgumentType |
      | MATCH (n) REMOVE n:$(true)    | InvalidArgumentType |
      | CREATE ()-[:$({})]->()        | InvalidArgumentType |
      | MATCH (n:$(x)) RETURN n       | UndefinedVariable   |
      | CREATE (n:$any(['A', 'B']))   | UnexpectedSyntax    |
      | MATCH (n) SET n:$(count(n))   | InvalidAggregation  |
