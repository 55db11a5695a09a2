Feature: WITH and RETURN shape rows

  Scenario: A column without a name is called by its text
    Given any graph
    When executing query:
      """
      RETURN 1 + 2, 'a'
      """
    Then the result should be, in any order:
      | 1 + 2 | 'a' |
      | 3     | 'a' |

  Scenario: DISTINCT treats nulls as the same
    Given any graph
    When executing query:
      """
      UNWIND [1, null, 1.0, 2, null] AS x RETURN DISTINCT x
      """
    Then the result should be, in any order:
      | x    |
      | 1    |
      | null |
      | 2    |

  Scenario: ORDER BY sorts by several keys, null last
    Given any graph
    When executing query:
      """
      UNWIND [{a: 2, b: 'x'}, {a: 1, b: 'y'}, {a: 1, b: 'z'}, {a: null, b: 'n'}] AS row
      RETURN row.a AS a, row.b AS b ORDER BY a, b DESC
      """
    Then the result should be, in order:
      | a    | b   |
      | 1    | 'z' |
      | 1    | 'y' |
      | 2    | 'x' |
      | null | 'n' |

  Scenario: ORDER BY sees variables that are not projected
    Given any graph
    When executing query:
      """
      UNWIND [{name: 'b', rank: 1}, {name: 'a', rank: 2}] AS row
      RETURN row.name AS name ORDER BY row.rank
      """
    Then the result should be, in order:
      | name |
      | 'b'  |
      | 'a'  |

  Scenario: SKIP and LIMIT take a window, also from parameters
    Given any graph
    And parameters are:
      | from | 2 |
      | size | 3 |
    When executing query:
      """
      UNWIND range(1, 10) AS x RETURN x ORDER BY x SKIP $from LIMIT $size
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 4 |
      | 5 |

  Scenario: Whatever is not aggregated is a grouping key
    Given any graph
    When executing query:
      """
      UNWIND [['a', 1], ['b', 2], ['a', 3]] AS row
      RETURN row[0] AS key, sum(row[1]) AS total, count(*) AS n
      """
    Then the result should be, in any order:
      | key | total | n |
      | 'a' | 4     | 2 |
      | 'b' | 2     | 1 |

  Scenario: Aggregates of nothing
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN count(n) AS c, sum(n.x) AS s, avg(n.x) AS a, min(n.x) AS lo, collect(n.x) AS l
      """
    Then the result should be, in any order:
      | c | s | a    | lo   | l  |
      | 0 | 0 | null | null | [] |

  Scenario: Grouping nothing by a key gives no row
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN n.x AS x, count(*) AS c
      """
    Then the result should be empty

  Scenario: An expression may stand around an aggregate
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x RETURN count(x) * 10 + 1 AS n, sum(DISTINCT x % 2) AS odd
      """
    Then the result should be, in any order:
      | n  | odd |
      | 41 | 1   |

  Scenario: The WHERE of a WITH filters groups
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'b', 'a'] AS x WITH x, count(*) AS n WHERE n > 1 RETURN x, n
      """
    Then the result should be, in any order:
      | x   | n |
      | 'a' | 2 |

  Scenario: WITH hides what it does not name
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH a RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Two variables can be swapped
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH a AS b, b AS a RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
      | 2 | 1 |

  Scenario: UNION drops duplicates, UNION ALL keeps them
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    When executing query:
      """
      RETURN 1 AS x UNION ALL RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |

  Scenario: UNWIND of null or an empty list gives no rows
    Given any graph
    When executing query:
      """
      UNWIND null AS x RETURN x UNION ALL UNWIND [] AS x RETURN x
      """
    Then the result should be empty
