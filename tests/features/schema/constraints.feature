# Cypher manual, "Constraints": "Create constraints", "Show constraints", "Drop constraints", "Syntax".
Feature: Constraints

  # ---- property uniqueness ("Create property uniqueness constraints")

  Scenario: A uniqueness constraint on one property
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT book_isbn FOR (book:Book) REQUIRE book.isbn IS UNIQUE
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (:Book {isbn: '978-0', title: 'Graphs'}), (:Book {title: 'no number'}), (:Book {title: 'nor this'})
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (:Book {isbn: '978-0'})
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation
    When executing query:
      """
      MATCH (b:Book) RETURN count(*) AS books
      """
    Then the result should be, in any order:
      | books |
      | 3     |

  Scenario: A composite uniqueness constraint looks at the combination
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (b:Book) REQUIRE (b.title, b.year) IS UNIQUE
      """
    And having executed:
      """
      CREATE (:Book {title: 'A', year: 1}), (:Book {title: 'A', year: 2}), (:Book {title: 'A'}), (:Book {title: 'A'})
      """
    When executing query:
      """
      MATCH (b:Book {year: 2}) SET b.year = 1
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation

  Scenario: SET of a whole map shows a composite constraint no state in between
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (b:Book) REQUIRE (b.a, b.b) IS UNIQUE
      """
    And having executed:
      """
      CREATE (:Book {a: 1, b: 3}), (:Book {a: 2, b: 3})
      """
    When executing query:
      """
      MATCH (b:Book {a: 1}) SET b += {a: 2, b: 4} RETURN b.a AS a, b.b AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 2 | 4 |
    When executing query:
      """
      MATCH (b:Book {b: 4}) SET b = {a: 2, b: 3}
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation

  Scenario: A uniqueness constraint on relationships
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT sequels FOR ()-[s:SEQUEL_OF]-() REQUIRE (s.order, s.series) IS UNIQUE
      """
    And having executed:
      """
      CREATE (a)-[:SEQUEL_OF {order: 1, series: 'x'}]->(b)-[:SEQUEL_OF {order: 2, series: 'x'}]->(a)
      """
    When executing query:
      """
      MATCH (a)-[s:SEQUEL_OF {order: 1}]->(b) CREATE (a)-[:SEQUEL_OF {order: 2, series: 'x'}]->(b)
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation
    When executing query:
      """
      MATCH ()-[s:SEQUEL_OF {order: 1}]->() SET s.order = 2
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation
    When executing query:
      """
      MATCH ()-[s:SEQUEL_OF {order: 2, series: 'x'}]->() DELETE s
      """
    Then the result should be empty
    When executing query:
      """
      MATCH ()-[s:SEQUEL_OF {order: 1}]->() SET s.order = 2 RETURN s.order AS place
      """
    Then the result should be, in any order:
      | place |
      | 2     |

  Scenario: Adding a label makes a constraint apply
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (p:Person) REQUIRE p.id IS UNIQUE
      """
    And having executed:
      """
      CREATE (:Person {id: 1}), (:Robot {id: 1})
      """
    When executing query:
      """
      MATCH (r:Robot) SET r:Person
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation

  Scenario: MERGE finds what a constraint would refuse a second time
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (p:Person) REQUIRE p.id IS UNIQUE
      """
    When executing query:
      """
      UNWIND [1, 2, 1, 2] AS id MERGE (p:Person {id: id}) RETURN count(DISTINCT p) AS people
      """
    Then the result should be, in any order:
      | people |
      | 2      |

  Scenario: A uniqueness constraint cannot be created over duplicates
    Given an empty graph
    And having executed:
      """
      CREATE (:Book {title: 'Moby Dick'}), (:Book {title: 'Moby Dick'})
      """
    When executing query:
      """
      CREATE CONSTRAINT book_title FOR (b:Book) REQUIRE b.title IS UNIQUE
      """
    Then a ConstraintVerificationFailed should be raised at runtime: UniqueConstraintViolation
    When executing query:
      """
      SHOW CONSTRAINTS
      """
    Then the result should be empty

  # ---- property existence ("Create property existence constraints")

  Scenario: Nodes must have a property
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT author_name FOR (author:Author) REQUIRE author.name IS NOT NULL
      """
    When executing query:
      """
      CREATE (:Author {born: 1947})
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation
    When executing query:
      """
      CREATE (:Author {name: 'Vernon Lee'})
      """
    Then the result should be empty
    When executing query:
      """
      MATCH (a:Author) REMOVE a.name
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation
    When executing query:
      """
      MATCH (a:Author) SET a = {born: 1856}
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation
    When executing query:
      """
      MERGE (:Author {born: 1})
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation
    When executing query:
      """
      CREATE (n:Writer) SET n:Author
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation

  Scenario: Existence is judged by how a statement leaves an element
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (a:Author) REQUIRE a.name IS NOT NULL
      """
    When executing query:
      """
      CREATE (a:Author) SET a.name = 'late' RETURN a.name AS name
      """
    Then the result should be, in any order:
      | name   |
      | 'late' |
    When executing query:
      """
      CREATE (a:Author) DELETE a
      """
    Then the result should be empty

  Scenario: Relationships must have a property
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT wrote_year FOR ()-[wrote:WROTE]-() REQUIRE wrote.year IS NOT NULL
      """
    When executing query:
      """
      CREATE (:Author)-[:WROTE {location: 'Florence'}]->(:Book)
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation
    When executing query:
      """
      CREATE (:Author)-[:WROTE {year: 1890}]->(:Book)
      """
    Then the result should be empty
    When executing query:
      """
      MATCH ()-[w:WROTE]->() REMOVE w.year
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation

  Scenario: An existence constraint cannot be created over an element without the property
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'a'}), (:Person)
      """
    When executing query:
      """
      CREATE CONSTRAINT person_name FOR (p:Person) REQUIRE p.name IS NOT NULL
      """
    Then a ConstraintVerificationFailed should be raised at runtime: PropertyExistenceViolation

  # ---- property types ("Create property type constraints")

  Scenario: Properties of nodes must have a type
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT movie_title FOR (movie:Movie) REQUIRE movie.title IS :: STRING
      """
    When executing query:
      """
      CREATE (:Movie {title: 13})
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyTypeViolation
    When executing query:
      """
      CREATE (:Movie {title: 'Iron Man'}), (:Movie)
      """
    Then the result should be empty
    When executing query:
      """
      MATCH (m:Movie {title: 'Iron Man'}) SET m.title = 13
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyTypeViolation

  Scenario: Property types may be unions and lists
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT movie_tagline FOR (movie:Movie)
      REQUIRE movie.tagline IS :: STRING | LIST<STRING NOT NULL>
      """
    When executing query:
      """
      CREATE (:Movie {tagline: 'one'}), (:Movie {tagline: ['two', 'three']}), (:Movie {tagline: []})
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (:Movie {tagline: [1, 2]})
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyTypeViolation
    When executing query:
      """
      SHOW CONSTRAINTS YIELD name, propertyType
      """
    Then the result should be, in any order:
      | name            | propertyType                      |
      | 'movie_tagline' | 'STRING \| LIST<STRING NOT NULL>' |

  Scenario: Properties of relationships must have a type
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT part_of FOR ()-[part:PART_OF]-() REQUIRE part.order IS :: INTEGER
      """
    When executing query:
      """
      CREATE (:Movie)-[:PART_OF {order: '1'}]->(:Series)
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyTypeViolation
    When executing query:
      """
      CREATE (:Movie)-[:PART_OF {order: 1}]->(:Series)
      """
    Then the result should be empty

  Scenario Outline: Types that no property can be held to
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT score FOR (movie:Movie) REQUIRE movie.score IS :: <type>
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | type                      |
      | MAP                       |
      | NODE                      |
      | LIST<STRING>              |
      | LIST<LIST<INTEGER NOT NULL> NOT NULL> |
      | STRING NOT NULL           |

  Scenario: A type constraint cannot be created over values of another type
    Given an empty graph
    And having executed:
      """
      CREATE (:Movie {score: 'high'})
      """
    When executing query:
      """
      CREATE CONSTRAINT score FOR (movie:Movie) REQUIRE movie.score IS :: INTEGER | FLOAT
      """
    Then a ConstraintVerificationFailed should be raised at runtime: PropertyTypeViolation

  # ---- keys ("Create key constraints")

  Scenario: A node key is unique and there
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT actor_fullname FOR (actor:Actor) REQUIRE (actor.firstname, actor.surname) IS NODE KEY
      """
    When executing query:
      """
      CREATE (:Actor {firstname: 'Keanu', surname: 'Reeves'})
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (:Actor {firstname: 'Keanu', surname: 'Reeves'})
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation
    When executing query:
      """
      CREATE (:Actor {firstname: 'Keanu'})
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation
    When executing query:
      """
      MATCH (a:Actor) REMOVE a.surname
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation

  Scenario: A relationship key is unique and there
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT ownershipId FOR ()-[owns:OWNS]-() REQUIRE owns.ownershipId IS RELATIONSHIP KEY
      """
    When executing query:
      """
      CREATE (:Person)-[:OWNS {ownershipId: 1}]->(:Car)
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (:Person)-[:OWNS {ownershipId: 1}]->(:Car)
      """
    Then a ConstraintValidationFailed should be raised at runtime: UniqueConstraintViolation
    When executing query:
      """
      CREATE (:Person)-[:OWNS]->(:Car)
      """
    Then a ConstraintValidationFailed should be raised at runtime: PropertyExistenceViolation

  # ---- creating, showing and dropping

  Scenario: IF NOT EXISTS by name and by schema
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT book_isbn FOR (book:Book) REQUIRE book.isbn IS UNIQUE
      """
    When executing query:
      """
      CREATE CONSTRAINT book_isbn IF NOT EXISTS FOR (book:Book) REQUIRE book.other IS UNIQUE
      """
    Then the result should be empty
    And no side effects
    When executing query:
      """
      CREATE CONSTRAINT other_name IF NOT EXISTS FOR (book:Book) REQUIRE book.isbn IS UNIQUE
      """
    Then the result should be empty
    And no side effects
    When executing query:
      """
      CREATE CONSTRAINT book_isbn FOR (book:Book) REQUIRE book.isbn IS UNIQUE
      """
    Then a SchemaError should be raised at runtime: ConstraintAlreadyExists

  Scenario: Indexes and constraints share their names
    Given an empty graph
    And having executed:
      """
      CREATE INDEX directors FOR (d:Director) ON (d.name)
      """
    When executing query:
      """
      CREATE CONSTRAINT directors FOR (d:Director) REQUIRE d.born IS NOT NULL
      """
    Then a SchemaError should be raised at runtime: IndexWithNameAlreadyExists

  Scenario: A uniqueness constraint and an index on the same schema exclude each other
    Given an empty graph
    And having executed:
      """
      CREATE INDEX book_wishlist FOR (book:Wishlist) ON (book.isbn)
      """
    When executing query:
      """
      CREATE CONSTRAINT bookIsbn FOR (book:Wishlist) REQUIRE book.isbn IS UNIQUE
      """
    Then a SchemaError should be raised at runtime: IndexAlreadyExists

  Scenario: Uniqueness and key on the same schema exclude each other
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT preventing FOR (u:User) REQUIRE u.id IS UNIQUE
      """
    When executing query:
      """
      CREATE CONSTRAINT users FOR (u:User) REQUIRE u.id IS NODE KEY
      """
    Then a SchemaError should be raised at runtime: ConstraintAlreadyExists

  Scenario: The name may be a parameter
    Given an empty graph
    And parameters are:
      | name | 'node_uniqueness_param' |
    When executing query:
      """
      CREATE CONSTRAINT $name FOR (book:Book) REQUIRE book.prop1 IS UNIQUE
      """
    Then the result should be empty
    When executing query:
      """
      SHOW CONSTRAINTS YIELD name RETURN name
      """
    Then the result should be, in any order:
      | name                    |
      | 'node_uniqueness_param' |

  Scenario: SHOW CONSTRAINTS gives columns of every kind
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT a_unique FOR (n:A) REQUIRE (n.x, n.y) IS UNIQUE
      """
    And having executed:
      """
      CREATE CONSTRAINT b_exists FOR ()-[r:R]-() REQUIRE r.x IS NOT NULL
      """
    And having executed:
      """
      CREATE CONSTRAINT c_type FOR (n:A) REQUIRE n.z IS :: INT | FLOAT
      """
    And having executed:
      """
      CREATE CONSTRAINT d_key FOR ()-[r:R]-() REQUIRE r.k IS KEY
      """
    When executing query:
      """
      SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties, ownedIndex, propertyType
      """
    Then the result should be, in order:
      | name       | type                              | entityType     | labelsOrTypes | properties | ownedIndex | propertyType       |
      | 'a_unique' | 'NODE_PROPERTY_UNIQUENESS'        | 'NODE'         | ['A']         | ['x', 'y'] | 'a_unique' | null               |
      | 'b_exists' | 'RELATIONSHIP_PROPERTY_EXISTENCE' | 'RELATIONSHIP' | ['R']         | ['x']      | null       | null               |
      | 'c_type'   | 'NODE_PROPERTY_TYPE'              | 'NODE'         | ['A']         | ['z']      | null       | 'INTEGER \| FLOAT' |
      | 'd_key'    | 'RELATIONSHIP_KEY'                | 'RELATIONSHIP' | ['R']         | ['k']      | 'd_key'    | null               |
    When executing query:
      """
      SHOW KEY CONSTRAINTS YIELD name
      """
    Then the result should be, in order:
      | name    |
      | 'd_key' |
    When executing query:
      """
      SHOW CONSTRAINTS WHERE entityType = 'NODE' AND size(properties) = 1
      """
    Then the result should be, in order:
      | id | name     | type                 | entityType | labelsOrTypes | properties | enforcedLabel | ownedIndex | propertyType       |
      | 3  | 'c_type' | 'NODE_PROPERTY_TYPE' | 'NODE'     | ['A']         | ['z']      | null          | null       | 'INTEGER \| FLOAT' |
    When executing query:
      """
      SHOW CONSTRAINTS YIELD name, createStatement WHERE name = 'd_key' RETURN createStatement
      """
    Then the result should be, in order:
      | createStatement                                                                     |
      | 'CREATE CONSTRAINT `d_key` FOR ()-[r:`R`]-() REQUIRE (r.`k`) IS RELATIONSHIP KEY' |

  Scenario: Dropping a constraint lifts it, with its index
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT book_isbn FOR (book:Book) REQUIRE book.isbn IS UNIQUE
      """
    When executing query:
      """
      DROP INDEX book_isbn
      """
    Then a SchemaError should be raised at runtime: IndexBelongsToConstraint
    When executing query:
      """
      DROP CONSTRAINT book_isbn
      """
    Then the result should be empty
    When executing query:
      """
      CREATE (:Book {isbn: 1}), (:Book {isbn: 1})
      """
    Then the result should be empty
    When executing query:
      """
      DROP CONSTRAINT book_isbn
      """
    Then a SchemaError should be raised at runtime: ConstraintNotFound
    When executing query:
      """
      DROP CONSTRAINT missing_constraint_name IF EXISTS
      """
    Then the result should be empty
