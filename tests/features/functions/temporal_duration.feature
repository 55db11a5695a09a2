# Cypher manual, "Temporal functions - duration", "Temporal values", section "Durations", and
# "Temporal operators".
Feature: Durations

  Scenario Outline: From components and from texts
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                              | value                        |
      | duration({days: 14, hours: 16, minutes: 12})                                            | 'P14DT16H12M'                |
      | duration({months: 5, days: 1.5})                                                        | 'P5M1DT12H'                  |
      | duration({months: 0.75})                                                                | 'P22DT19H51M49.5S'           |
      | duration({weeks: 2.5})                                                                  | 'P17DT12H'                   |
      | duration({quarters: 2})                                                                 | 'P6M'                        |
      | duration({years: 0.5})                                                                  | 'P6M'                        |
      | duration({minutes: 1.5, seconds: 1, milliseconds: 123, microseconds: 456, nanoseconds: 789}) | 'PT1M31.123456789S'     |
      | duration({minutes: 1.5, seconds: 1, nanoseconds: 123456789})                            | 'PT1M31.123456789S'          |
      | duration({years: 12, months: 5, days: -14, hours: 16})                                  | 'P12Y5M-14DT16H'             |
      | duration('P14DT16H12M')                                                                 | 'P14DT16H12M'                |
      | duration('P5M1.5D')                                                                     | 'P5M1DT12H'                  |
      | duration('P0.75M')                                                                      | 'P22DT19H51M49.5S'           |
      | duration('PT0.75M')                                                                     | 'PT45S'                      |
      | duration('P2.5W')                                                                       | 'P17DT12H'                   |
      | duration('P12Y5M14DT16H12M70S')                                                         | 'P12Y5M14DT16H13M10S'        |
      | duration('P2012-02-02T14:37:21.545')                                                    | 'P2012Y2M2DT14H37M21.545S'   |
      | duration('P20120202T143721.545')                                                        | 'P2012Y2M2DT14H37M21.545S'   |
      | duration('P2012-02-02')                                                                 | 'P2012Y2M2D'                 |
      | duration('PT1,5S')                                                                      | 'PT1.5S'                     |
      | duration('-P1D')                                                                        | 'P-1D'                       |
      | duration('P1Y-2M')                                                                      | 'P10M'                       |
      | duration('PT-0.5S')                                                                     | 'PT-0.5S'                    |
      | duration('PT9223372036.123456789S')                                                     | 'PT2562047H47M16.123456789S' |
      | duration('P292471208677Y6M15DT15H36M32.999999999S')                                     | 'P292471208677Y6M15DT15H36M32.999999999S' |
      | duration({seconds: 1, milliseconds: -1})                                                | 'PT0.999S'                   |
      | duration({seconds: -60, milliseconds: 1})                                               | 'PT-59.999S'                 |
      | duration({days: 1, milliseconds: -1})                                                   | 'P1DT-0.001S'                |
      | duration({seconds: -1.5})                                                               | 'PT-1.5S'                    |
      | duration({hours: 1, minutes: -61})                                                      | 'PT-1M'                      |
      | duration({seconds: 0})                                                                  | 'PT0S'                       |
      | duration(null)                                                                          | null                         |
      | duration({days: null})                                                                  | null                         |

  Scenario: Components of each group
    Given any graph
    When executing query:
      """
      WITH duration({years: 1, months: 5, days: 25, hours: 1, minutes: 1, seconds: 1, nanoseconds: 111111111}) AS d
      RETURN [d.years, d.quarters, d.quartersOfYear, d.months, d.monthsOfYear, d.monthsOfQuarter] AS a,
             [d.weeks, d.days, d.daysOfWeek] AS b,
             [d.hours, d.minutes, d.seconds, d.milliseconds, d.microseconds, d.nanoseconds] AS c,
             [d.minutesOfHour, d.secondsOfMinute, d.millisecondsOfSecond, d.microsecondsOfSecond, d.nanosecondsOfSecond] AS e
      """
    Then the result should be, in any order:
      | a                   | b          | c                                                       | e                              |
      | [1, 5, 1, 17, 5, 2] | [3, 25, 4] | [1, 61, 3661, 3661111, 3661111111, 3661111111111]       | [1, 1, 111, 111111, 111111111] |

  Scenario Outline: Between two instants
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                                              | value                |
      | duration.between(date('1984-10-11'), date('1985-11-25'))                                                | 'P1Y1M14D'           |
      | duration.between(date('1985-11-25'), date('1984-10-11'))                                                | 'P-1Y-1M-14D'        |
      | duration.between(date('1984-10-11'), datetime('1984-10-12T21:40:32.142+0100'))                          | 'P1DT21H40M32.142S'  |
      | duration.between(date('2015-06-24'), localtime('14:30'))                                                | 'PT14H30M'           |
      | duration.between(localtime('14:30'), time('16:30+0100'))                                                | 'PT2H'               |
      | duration.between(localdatetime('2015-07-21T21:40:32.142'), localdatetime('2016-07-21T21:45:22.142'))    | 'P1YT4M50S'          |
      | duration.between(datetime('2017-10-29T00:00[Europe/Stockholm]'), datetime('2017-10-29T00:00[Europe/London]')) | 'PT1H'         |
      | duration.between(datetime('2017-10-28T23:00[Europe/Berlin]'), datetime('2017-10-29T04:00[Europe/Berlin]'))    | 'PT6H'         |
      | duration.between(datetime('2017-10-28T12:00[Europe/Berlin]'), datetime('2017-10-29T12:00[Europe/Berlin]'))    | 'P1D'          |
      | duration.between(date('2018-01-31'), date('2018-02-28'))                                                | 'P28D'               |
      | duration.between(date('2018-03-31'), date('2018-02-28'))                                                | 'P-1M'               |
      | duration.between(date('-999999999-01-01'), date('+999999999-12-31'))                                    | 'P1999999998Y11M30D' |
      | duration.between(null, date('2018-02-28'))                                                              | null                 |
      | duration.between(date('2018-02-28'), null)                                                              | null                 |
      | duration_between(date('1984-10-11'), date('1985-11-25'))                                                | 'P1Y1M14D'           |
      | duration.inMonths(date('1984-10-11'), date('1985-11-25'))                                               | 'P1Y1M'              |
      | duration.inMonths(date('1985-11-25'), date('1984-10-11'))                                               | 'P-1Y-1M'            |
      | duration.inMonths(date('1984-10-11'), datetime('1984-10-12T21:40:32.142+0100'))                         | 'PT0S'               |
      | duration.inMonths(date('2015-06-24'), localtime('14:30'))                                               | 'PT0S'               |
      | duration.inMonths(localdatetime('2015-07-21T21:40:32.142'), localdatetime('2016-07-21T21:45:22.142'))   | 'P1Y'                |
      | duration.inMonths(null, null)                                                                           | null                 |
      | duration.inDays(date('1984-10-11'), date('1985-11-25'))                                                 | 'P410D'              |
      | duration.inDays(date('1985-11-25'), date('1984-10-11'))                                                 | 'P-410D'             |
      | duration.inDays(date('1984-10-11'), datetime('1984-10-12T21:40:32.142+0100'))                           | 'P1D'                |
      | duration.inDays(date('2015-06-24'), localtime('14:30'))                                                 | 'PT0S'               |
      | duration.inDays(localdatetime('2015-07-21T21:40:32.142'), localdatetime('2016-07-21T21:45:22.142'))     | 'P366D'              |
      | duration.inDays(null, null)                                                                             | null                 |
      | duration.inSeconds(date('1984-10-11'), date('1984-10-12'))                                              | 'PT24H'              |
      | duration.inSeconds(date('1984-10-12'), date('1984-10-11'))                                              | 'PT-24H'             |
      | duration.inSeconds(date('1984-10-11'), datetime('1984-10-12T01:00:32.142+0100'))                        | 'PT25H32.142S'       |
      | duration.inSeconds(date('2015-06-24'), localtime('14:30'))                                              | 'PT14H30M'           |
      | duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), datetime('2017-10-29T00:00[Europe/London]')) | 'PT1H'       |
      | duration.inSeconds(null, null)                                                                          | null                 |

  Scenario Outline: Arithmetic
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                     | value                            |
      | duration('P1Y') + duration('P1DT2H')                                           | 'P1Y1DT2H'                       |
      | duration('P1D') - duration('P2DT1S')                                           | 'P-1DT-1S'                       |
      | -duration('P1DT1S')                                                            | 'P-1DT-1S'                       |
      | duration('P1DT0.5S') * 3                                                       | 'P3DT1.5S'                       |
      | 0.5 * duration('P1D')                                                          | 'PT12H'                          |
      | duration('P1D') / 2                                                            | 'PT12H'                          |
      | duration('P1M') / 2                                                            | 'P15DT5H14M33S'                  |
      | localdatetime('1984-10-11T12:31:14') + duration({years: 12, nanoseconds: 2})   | '1996-10-11T12:31:14.000000002'  |
      | localdatetime('1984-10-11T12:31:14') - duration({years: 12, nanoseconds: 2})   | '1972-10-11T12:31:13.999999998'  |
      | date('1984-10-11') + duration({years: 12, nanoseconds: 2})                     | '1996-10-11'                     |
      | date('1984-10-11') - duration({years: 12, nanoseconds: 2})                     | '1972-10-11'                     |
      | (date('2011-01-31') + duration('P1M')) + duration('P12M')                      | '2012-02-28'                     |
      | date('2011-01-31') + (duration('P1M') + duration('P12M'))                      | '2012-02-29'                     |
      | date('2011-01-31') + duration('PT24H')                                         | '2011-02-01'                     |
      | duration('P1D') + date('2011-01-31')                                           | '2011-02-01'                     |
      | localtime('23:00') + duration('P1DT2H')                                        | '01:00'                          |
      | time('23:00+01:00') - duration('PT24H1S')                                      | '22:59:59+01:00'                 |
      | datetime('2017-10-28T12:00[Europe/Berlin]') + duration('P1D')                  | '2017-10-29T12:00+01:00[Europe/Berlin]' |
      | datetime('2017-10-28T12:00[Europe/Berlin]') + duration('PT24H')                | '2017-10-29T11:00+01:00[Europe/Berlin]' |
      | duration('P1D') + null                                                         | null                             |
      | duration('P1Y') = duration('P12M')                                             | true                             |
      | duration('P1D') = duration('PT24H')                                            | false                            |
      | duration('P1D') < duration('P2D')                                              | null                             |

  Scenario Outline: Durations that are none
    Given any graph
    When executing query:
      """
      RETURN duration(<input>)
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue
    Examples:
      | input                       |
      | {}                          |
      | {fortnights: 2}             |
      | ''                          |
      | 'P'                         |
      | 'PT'                        |
      | 'P1'                        |
      | 'P1S'                       |
      | 'PT1D'                      |
      | 'P1D1M'                     |
      | 'PT.5S'                     |
      | 'PT5.S'                     |
      | 'P2012-13-02'               |
      | 'P9223372036854775808M'     |

  Scenario Outline: Durations that are too long
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a ArithmeticError should be raised at runtime: <detail>
    Examples:
      | expression                                              | detail          |
      | duration({years: 9223372036854775807})                  | IntegerOverflow |
      | duration({days: 1e300})                                 | IntegerOverflow |
      | duration({days: 9223372036854775807}) + duration('P1D') | IntegerOverflow |
      | duration('P1D') * 9223372036854775807 * 2               | IntegerOverflow |
      | duration('P1D') / 0                                     | DivisionByZero  |

  Scenario: Ordered by their average length
    Given any graph
    When executing query:
      """
      UNWIND [duration('P1Y'), duration('P365D'), duration('P366D'), duration('P1M'), duration('P30D'), duration('PT24H'), duration('P1DT1S')] AS d
      RETURN d
      ORDER BY d
      """
    Then the result should be, in order:
      | d         |
      | 'PT24H'   |
      | 'P1DT1S'  |
      | 'P30D'    |
      | 'P1M'     |
      | 'P365D'   |
      | 'P1Y'     |
      | 'P366D'   |
