Feature: A wrong query says what is wrong, and changes nothing

  Scenario Outline: Compile-time errors
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>
    Examples:
      | query                                             | detail                          |
      | RETURN x                                          | UndefinedVariable               |
      | MATCH (n) RETURN m.name                           | UndefinedVariable               |
      | RETURN 1 AS a, 2 AS a                             | ColumnNameConflict              |
      | MATCH (a) CREATE (a)                              | VariableAlreadyBound            |
      | MATCH (a)-[a]->() RETURN a                        | VariableTypeConflict            |
      | CREATE (a)-[:T]-(b)                               | RequiresDirectedRelationship    |
      | CREATE (a)-[:A\|B]->(b)                           | NoSingleRelationshipType        |
      | CREATE (a)-[:T*2]->(b)                            | CreatingVarLength               |
      | MATCH (n) WHERE count(n) > 1 RETURN n             | InvalidAggregation              |
      | RETURN count(count(*))                            | NestedAggregation               |
      | MATCH (n) RETURN n.x + count(*)                   | AmbiguousAggregationExpression  |
      | MATCH (n) WITH n.x RETURN 1                       | NoExpressionAlias               |
      | RETURN *                                          | NoVariablesInScope              |
      | RETURN 1 AS a UNION RETURN 2 AS b                 | DifferentColumnsInUnion         |
      | RETURN nosuch(1)                                  | UnknownFunction                 |
      | RETURN toUpper()                                  | InvalidNumberOfArguments        |
      | RETURN NOT 5                                      | InvalidArgumentType             |
      | MATCH (n) RETURN n LIMIT -1                       | NegativeIntegerArgument         |
      | MATCH (n) RETURN n SKIP n.x                       | NonConstantExpression           |
      | MATCH (n) RETURN (n)-->()                         | UnexpectedSyntax                |
      | RETURN 99999999999999999999                       | IntegerOverflow                 |
      | MATCH (n                                          | UnexpectedSyntax                |

  Scenario: An unknown procedure
    Given any graph
    When executing query:
      """
      CALL no.such.procedure()
      """
    Then a ProcedureError should be raised at compile time: ProcedureNotFound
