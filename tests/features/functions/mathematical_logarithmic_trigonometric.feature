# Cypher manual, "Mathematical functions - logarithmic" and "Mathematical functions - trigonometric".
# Values are compared after rounding, as the last digits depend on the library of the system.
Feature: Logarithmic and trigonometric functions

  Scenario Outline: What each function gives
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                   | value       |
      | round(e(), 9)                | 2.718281828 |
      | round(exp(2), 9)             | 7.389056099 |
      | round(log(27), 9)            | 3.295836866 |
      | round(log10(27), 9)          | 1.431363764 |
      | sqrt(256)                    | 16.0        |
      | round(acos(0.5), 9)          | 1.047197551 |
      | round(asin(0.5), 9)          | 0.523598776 |
      | round(atan(0.5), 9)          | 0.463647609 |
      | round(atan2(0.5, 0.6), 9)    | 0.694738276 |
      | round(cos(0.5), 9)           | 0.877582562 |
      | round(cosh(0.7), 9)          | 1.255169006 |
      | round(cot(0.5), 9)           | 1.830487722 |
      | round(coth(0.7), 9)          | 1.654621636 |
      | round(degrees(3.14159), 6)   | 179.999848  |
      | round(haversin(0.5), 9)      | 0.061208719 |
      | round(pi(), 9)               | 3.141592654 |
      | round(radians(180), 9)       | 3.141592654 |
      | round(sin(0.5), 9)           | 0.479425539 |
      | round(sinh(0.7), 9)          | 0.758583702 |
      | round(tan(0.5), 9)           | 0.54630249  |
      | round(tanh(0.7), 9)          | 0.604367777 |

  Scenario Outline: Outside their domain they give NaN or an infinity
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression       | value     |
      | toString(sqrt(-1)) | 'NaN'       |
      | toString(log(0))   | '-Infinity' |
      | toString(log(-1))  | 'NaN'       |
      | toString(acos(2))  | 'NaN'       |
      | toString(cot(0))   | 'Infinity'  |
      | toString(coth(0))  | 'NaN'       |
      | toString(exp(1000))| 'Infinity'  |

  Scenario Outline: Null gives null
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression       | value |
      | exp(null) | null |
      | log(null) | null |
      | log10(null) | null |
      | sqrt(null) | null |
      | acos(null) | null |
      | asin(null) | null |
      | atan(null) | null |
      | cos(null) | null |
      | cosh(null) | null |
      | cot(null) | null |
      | coth(null) | null |
      | degrees(null) | null |
      | haversin(null) | null |
      | radians(null) | null |
      | sin(null) | null |
      | sinh(null) | null |
      | tan(null) | null |
      | tanh(null) | null |
      | atan2(null, 1) | null |
      | atan2(1, null) | null |
