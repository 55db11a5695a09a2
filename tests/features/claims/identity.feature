Feature: Entities that are one

  # A merge is a SAME_AS fact between two nodes; nothing is moved.

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (:Company {name: 'Harbour Bank'})-[:OWNS]->(:Company {name: 'Instagram'}),
             (:Company {name: 'Northern Bank'})-[:OWNS]->(:Company {name: 'WhatsApp'}),
             (:City {name: 'Paris'})
      """

  Scenario: A node that nothing is linked with is alone
    When executing query:
      """
      MATCH (n:City) RETURN canonical(n) = n AS own, size(same(n)) AS nodes, canonical(null) AS none
      """
    Then the result should be, in any order:
      | own  | nodes | none |
      | true | 1     | null |

  Scenario: What was merged has one canonical node, and all relationships can be asked of the group
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.merge(f, m, {reason: 'renamed', valid_from: '2021-10-28'}) YIELD canonical, changed
      RETURN canonical.name AS canonical, changed
      """
    Then the result should be, in any order:
      | canonical | changed |
      | 'Northern Bank'    | true    |
    When executing query:
      """
      MATCH (c)-[:OWNS]->(x) RETURN canonical(c).name AS who, collect(x.name) AS owns
      """
    Then the result should be (ignoring element order for lists):
      | who    | owns                      |
      | 'Northern Bank' | ['Instagram', 'WhatsApp'] |
    When executing query:
      """
      MATCH (a)-[s:SAME_AS]->(b)
      RETURN a.name AS a, b.name AS b, s.reason AS reason, s.made_by AS who, s.valid_from AS since
      """
    Then the result should be, in any order:
      | a          | b      | reason    | who    | since        |
      | 'Harbour Bank' | 'Northern Bank' | 'renamed' | 'user' | '2021-10-28' |

  Scenario: Merging again changes nothing
    And having executed:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.merge(f, m) YIELD changed
      RETURN changed
      """
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.merge(f, m) YIELD changed
      RETURN changed
      """
    Then the result should be, in any order:
      | changed |
      | false   |
    And no side effects

  Scenario: A split is remembered, unless it is to forget
    And having executed:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.merge(f, m) YIELD changed
      RETURN changed
      """
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.split(m, f, {reason: 'two firms'}) YIELD changed
      RETURN changed, canonical(f).name AS name, [(f)-[d:DIFFERENT_FROM]-(m) | d.reason] AS why
      """
    Then the result should be, in any order:
      | changed | name       | why           |
      | true    | 'Harbour Bank' | ['two firms'] |
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.split(m, f, {forget: true}) YIELD changed
      RETURN changed, [(f)-[d]-(m) | type(d)] AS left
      """
    Then the result should be, in any order:
      | changed | left |
      | true    | []   |

  Scenario: Different kinds of things are not merged
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (p {name: 'Paris'}) CALL entente.merge(f, p) YIELD changed
      RETURN changed
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: There is nothing to forget where nothing was stated
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.split(f, m, {forget: true}) YIELD changed
      RETURN changed
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: Options that do not exist are named
    When executing query:
      """
      MATCH (f {name: 'Harbour Bank'}), (m {name: 'Northern Bank'})
      CALL entente.merge(f, m, {because: 'so'}) YIELD changed
      RETURN changed
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: Only nodes are the same as others
    When executing query:
      """
      RETURN canonical(1)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
