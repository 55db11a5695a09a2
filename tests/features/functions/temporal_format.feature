# Cypher manual, "Temporal functions - format". Names are English and weeks are those of ISO 8601.
Feature: Temporal values as texts of one's own form

  Scenario Outline: Letters for a date and time
    Given any graph
    When executing query:
      """
      RETURN format(datetime('2024-06-07T14:30:45.123456789[Europe/Paris]'), <pattern>) AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | pattern                        | value                          |
      | "yyyy-MM-dd'T'HH:mm:ss.SSSZ"   | '2024-06-07T14:30:45.123+0200' |
      | 'G GGGG GGGGG'                 | 'AD Anno Domini A'             |
      | 'u uu uuuu y yy yyyyy'         | '2024 24 2024 2024 24 02024'   |
      | 'D DDD'                        | '159 159'                      |
      | 'M MM MMM MMMM MMMMM'          | '6 06 Jun June J'              |
      | 'L LL LLL'                     | '6 06 Jun'                     |
      | 'd dd'                         | '7 07'                         |
      | 'g'                            | '60468'                        |
      | 'Q QQ QQQ QQQQ q'              | '2 02 Q2 2nd quarter 2'        |
      | 'YYYY w ww W'                  | '2024 23 23 1'                 |
      | 'E EEEE EEEEE'                 | 'Fri Friday F'                 |
      | 'e ee eee cccc F'              | '5 05 Fri Friday 1'            |
      | 'h hh K KK k H HH'             | '2 02 2 02 14 14 14'           |
      | 'a'                            | 'PM'                           |
      | 'B'                            | 'in the afternoon'             |
      | 'm s S SSSSSSSSS'              | '30 45 1 123456789'            |
      | 'A n N'                        | '52245123 123456789 52245123456789' |
      | 'VV'                           | 'Europe/Paris'                 |
      | 'O OOOO'                       | 'GMT+2 GMT+02:00'              |
      | 'X XX XXX x xx xxx'            | '+02 +0200 +02:00 +02 +0200 +02:00' |
      | 'Z ZZZZ ZZZZZ'                 | '+0200 GMT+02:00 +02:00'       |
      | 'ppppd!'                       | '   7!'                        |
      | "h 'o''clock' ''"              | '2 o\'clock \''              |

  Scenario Outline: Other values
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                       | value                    |
      | format(date('2024-06-07'))                                       | '2024-06-07'             |
      | format(date('2024-06-07'), 'dd/MM/yyyy[ HH:mm]')                 | '07/06/2024'             |
      | format(localdatetime('2024-06-07T09:05'), 'dd/MM/yyyy[ HH:mm]')  | '07/06/2024 09:05'       |
      | format(localtime('00:05'), 'h:mm a, B')                          | '12:05 AM, at night'     |
      | format(localtime('12:00'), 'k K B')                              | '12 0 noon'              |
      | format(time('10:00Z'), 'HH:mm X x Z ZZZZ ZZZZZ O VV')            | '10:00 Z +00 +0000 GMT Z GMT Z' |
      | format(time('10:00-08:30:15'), 'X XXXXX xxxx O')                 | '-0830 -08:30:15 -083015 GMT-8:30:15' |
      | format(date('-0044-03-15'), 'y G u')                             | '45 BC -44'              |
      | format(date('+12044-03-15'), 'yyyy y yy')                        | '+12044 12044 44'        |
      | format(date('2021-01-03'), "YYYY-'W'ww-e")                       | '2020-W53-7'             |
      | format(duration('P1Y4M10DT1H30M5.5S'), "y 'years' q 'quarters' M 'months'") | '1 years 1 quarters 1 months' |
      | format(duration('P1Y4M10DT1H30M5.5S'), "M 'months' d 'days' m 'minutes'") | '16 months 10 days 90 minutes' |
      | format(duration('P1Y4M10DT1H30M5.5S'), "w 'weeks' d 'days' HH:mm:ss.SSS") | '1 weeks 3 days 01:30:05.500' |
      | format(duration('PT5.25S'), 's A')                               | '5 250'                  |
      | format(duration('PT5.25S'), 'A N')                               | '5250 0'                 |
      | format(duration('P-14M'), 'y M')                                 | '-1 -2'                  |
      | format(duration('P1DT2H'))                                       | 'P1DT2H'                 |
      | format(null, 'y')                                                | null                     |
      | format(date('2024-06-07'), null)                                 | null                     |

  Scenario Outline: Patterns that mean nothing
    Given any graph
    When executing query:
      """
      RETURN format(<value>, <pattern>)
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue
    Examples:
      | value                    | pattern     |
      | localtime('10:00')       | 'u'         |
      | date('2024-06-07')       | 'HH'        |
      | localdatetime('2024-06-07T10:00') | 'X' |
      | date('2024-06-07')       | 'j'         |
      | date('2024-06-07')       | 'ddd'       |
      | date('2024-06-07')       | 'MMMMMM'    |
      | time('10:00Z')           | 'V'         |
      | time('10:00Z')           | 'OO'        |
      | time('10:00Z')           | 'XXXXXX'    |
      | time('10:00Z')           | 'zzz'       |
      | time('10:00Z')           | 'v'         |
      | date('2024-06-07')       | "'open"     |
      | date('2024-06-07')       | '[dd'       |
      | date('2024-06-07')       | 'dd]'       |
      | date('2024-06-07')       | '{dd}'      |
      | date('2024-06-07')       | 'pp-'       |
      | duration('P1D')          | 'E'         |

  Scenario: Only temporal values are formatted
    Given any graph
    When executing query:
      """
      RETURN format(1, 'y')
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
