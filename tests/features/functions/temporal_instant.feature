# Cypher manual, "Temporal functions - instant types" and "Temporal values".
Feature: Temporal instants

  Scenario Outline: Every form of a date as text
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                 | value              |
      | date('2015-07-21')         | '2015-07-21'       |
      | date('20150721')           | '2015-07-21'       |
      | date('2015-07')            | '2015-07-01'       |
      | date('201507')             | '2015-07-01'       |
      | date('2015-W30-2')         | '2015-07-21'       |
      | date('2015W302')           | '2015-07-21'       |
      | date('2015-W30')           | '2015-07-20'       |
      | date('2015W30')            | '2015-07-20'       |
      | date('2015-Q2-60')         | '2015-05-30'       |
      | date('2015Q260')           | '2015-05-30'       |
      | date('2015-Q2')            | '2015-04-01'       |
      | date('2015Q2')             | '2015-04-01'       |
      | date('2015-202')           | '2015-07-21'       |
      | date('2015202')            | '2015-07-21'       |
      | date('2015')               | '2015-01-01'       |
      | date('+2015-W13-4')        | '2015-03-26'       |
      | date('-3000-01-01')        | '-3000-01-01'      |
      | date('+11000-123')         | '+11000-05-03'     |
      | date('+11000-01')          | '+11000-01-01'     |
      | date('2020-W53-7')         | '2021-01-03'       |
      | date('0000-02-29')         | '0000-02-29'       |
      | date('+999999999-12-31')   | '+999999999-12-31' |
      | date('-999999999-01-01')   | '-999999999-01-01' |

  Scenario Outline: Every form of a time as text
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                        | value                      |
      | localtime('21:40:32.142')         | '21:40:32.142'             |
      | localtime('214032.142')           | '21:40:32.142'             |
      | localtime('21:40:32,5')           | '21:40:32.5'               |
      | localtime('21:40:32')             | '21:40:32'                 |
      | localtime('214032')               | '21:40:32'                 |
      | localtime('21:40')                | '21:40'                    |
      | localtime('2140')                 | '21:40'                    |
      | localtime('21')                   | '21:00'                    |
      | localtime('T21:40')               | '21:40'                    |
      | localtime('12:50:35.556123456789')| '12:50:35.556123456'       |
      | time('T21:40Z')                   | '21:40Z'                   |
      | time('125035.556+0100')           | '12:50:35.556+01:00'       |
      | time('21:40:32')                  | '21:40:32Z'                |
      | time('21:40+09:30')               | '21:40+09:30'              |
      | time('21:40-08')                  | '21:40-08:00'              |
      | time('22+18:00')                  | '22:00+18:00'              |
      | time('21:40-00:00')               | '21:40Z'                   |
      | time('21:40+01:02:03')            | '21:40+01:02:03'           |

  Scenario Outline: Every form of a date and time as text
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                              | value                                        |
      | localdatetime('2015185T19:32:24')                       | '2015-07-04T19:32:24'                        |
      | localdatetime('2015-W30-2T214032.142')                  | '2015-07-21T21:40:32.142'                    |
      | localdatetime('20150721T21:40')                         | '2015-07-21T21:40'                           |
      | datetime('2015-06-24T12:50:35.556+0100')                | '2015-06-24T12:50:35.556+01:00'              |
      | datetime('2015-07-21T21:40')                            | '2015-07-21T21:40Z'                          |
      | datetime('2015-07-21T21:40+08:45[Australia/Eucla]')     | '2015-07-21T21:40+08:45[Australia/Eucla]'    |
      | datetime('2015-07-21T21:40+0200[Africa/Johannesburg]')  | '2015-07-21T21:40+02:00[Africa/Johannesburg]' |
      | datetime('2015-07-21T21:40+08[Asia/Singapore]')         | '2015-07-21T21:40+08:00[Asia/Singapore]'     |
      | datetime('2015-07-21T21:40[America/Regina]')            | '2015-07-21T21:40-06:00[America/Regina]'     |
      | datetime('2015-07-21T21:40Z[UTC]')                      | '2015-07-21T21:40Z[UTC]'                     |
      | datetime('1818-07-21T21:40:32[Europe/Stockholm]')       | '1818-07-21T21:40:32+00:53:28[Europe/Stockholm]' |

  Scenario Outline: A local time that does not exist, or that happens twice
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                            | value                                      |
      | datetime('2015-03-29T02:30[Europe/Berlin]')           | '2015-03-29T03:30+02:00[Europe/Berlin]'    |
      | datetime('2015-10-25T02:30[Europe/Berlin]')           | '2015-10-25T02:30+02:00[Europe/Berlin]'    |
      | datetime('2005-10-30T01:30[Europe/London]')           | '2005-10-30T01:30+01:00[Europe/London]'    |
      | datetime({year: 2005, month: 10, day: 30, hour: 1, timezone: 'Europe/London'}) | '2005-10-30T01:00+01:00[Europe/London]' |
      | datetime('2015-10-25T02:30+01:00[Europe/Berlin]')     | '2015-10-25T02:30+01:00[Europe/Berlin]'    |
      | datetime('2015-10-26T02:30[Europe/Berlin]') - duration('P1D') | '2015-10-25T02:30+01:00[Europe/Berlin]' |
      | datetime('2015-10-24T02:30[Europe/Berlin]') + duration('P1D') | '2015-10-25T02:30+02:00[Europe/Berlin]' |
      | datetime('2015-10-25T02:30+02:00[Europe/Berlin]') + duration('PT1H') | '2015-10-25T02:30+01:00[Europe/Berlin]' |
      | datetime('2015-03-28T02:30[Europe/Berlin]') + duration('P1D') | '2015-03-29T03:30+02:00[Europe/Berlin]' |

  Scenario Outline: From components
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                        | value                               |
      | date({year: 1984, month: 10, day: 11})                                            | '1984-10-11'                        |
      | date({year: 1984, month: 10})                                                     | '1984-10-01'                        |
      | date({year: 1984, week: 10, dayOfWeek: 3})                                        | '1984-03-07'                        |
      | date({year: 1984, week: 1})                                                       | '1984-01-02'                        |
      | date({year: 1984, quarter: 3, dayOfQuarter: 45})                                  | '1984-08-14'                        |
      | date({year: 1984, quarter: 3})                                                    | '1984-07-01'                        |
      | date({year: 1984, ordinalDay: 202})                                               | '1984-07-20'                        |
      | date({year: 1984})                                                                | '1984-01-01'                        |
      | date({year: 1817, week: 1, dayOfWeek: 2})                                         | '1816-12-31'                        |
      | localtime({hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456}) | '12:31:14.123456789' |
      | localtime({hour: 12, minute: 31, second: 14, microsecond: 645876})                | '12:31:14.645876'                   |
      | localtime({hour: 12, minute: 31, second: 14})                                     | '12:31:14'                          |
      | localtime({hour: 12})                                                             | '12:00'                             |
      | time({hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}) | '12:31:14.645876123+01:00'        |
      | time({hour: 12, minute: 31})                                                      | '12:31Z'                            |
      | localdatetime({year: 1984, ordinalDay: 202, hour: 12, minute: 31, second: 14, microsecond: 645876}) | '1984-07-20T12:31:14.645876' |
      | datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, timezone: 'Europe/Stockholm'}) | '1984-10-11T12:31:14+01:00[Europe/Stockholm]' |
      | datetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, timezone: '+01:00'})      | '1984-03-07T12:00+01:00'            |
      | datetime({epochSeconds: 416779, nanosecond: 23})                                  | '1970-01-05T19:46:19.000000023Z'    |
      | datetime({epochMillis: 237821673987})                                             | '1977-07-15T13:34:33.987Z'          |
      | datetime.fromEpoch(1683000000, 123456789)                                         | '2023-05-02T04:00:00.123456789Z'    |
      | datetime.fromEpochMillis(1724198400000)                                           | '2024-08-21T00:00Z'                 |
      | datetime.fromepochmillis(-1)                                                      | '1969-12-31T23:59:59.999Z'          |

  Scenario Outline: From other temporal values, with components of their own
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                                       | value                                              |
      | date(datetime('2015-01-01T23:00-05:00'))                                                         | '2015-01-01'                                       |
      | date({date: date('1984-11-11'), year: 1985})                                                     | '1985-11-11'                                       |
      | date({date: localdatetime('1984-11-11T12:31:14'), day: 28})                                      | '1984-11-28'                                       |
      | date({date: date('2016-12-31'), year: 2017, week: 2})                                            | '2017-01-14'                                       |
      | date({date: date('1984-11-11'), quarter: 3})                                                     | '1984-08-11'                                       |
      | date({date: date('2016-02-29'), year: 2017})                                                     | '2017-02-28'                                       |
      | date({date: date('1984-11-11'), ordinalDay: 28})                                                 | '1984-01-28'                                       |
      | localtime(time('12:31:14.645+01:00'))                                                            | '12:31:14.645'                                     |
      | localtime({time: localtime('12:31:14.645'), second: 42})                                         | '12:31:42.645'                                     |
      | time(localtime('12:31:14'))                                                                      | '12:31:14Z'                                        |
      | time({time: time('12:00+01:00'), timezone: '+05:00'})                                            | '16:00+05:00'                                      |
      | time({time: localtime('12:00'), timezone: '+05:00'})                                             | '12:00+05:00'                                      |
      | localdatetime({date: date('1984-10-11'), time: time('10:10:10+01:00')})                          | '1984-10-11T10:10:10'                              |
      | localdatetime(datetime('1984-10-11T12:00+01:00'))                                                | '1984-10-11T12:00'                                 |
      | datetime({date: date('1984-10-11'), time: localtime('10:10:10')})                                | '1984-10-11T10:10:10Z'                             |
      | datetime({date: date('2015-01-01'), time: time('10:10:10+01:00'), timezone: 'Pacific/Honolulu'}) | '2014-12-31T23:10:10-10:00[Pacific/Honolulu]'      |
      | datetime({datetime: datetime('2015-01-01T10:00+01:00'), timezone: '+05:00', second: 42})         | '2015-01-01T14:00:42+05:00'                        |
      | datetime({datetime: localdatetime('2015-01-01T10:00'), timezone: 'Europe/Stockholm'})            | '2015-01-01T10:00+01:00[Europe/Stockholm]'         |
      | datetime(date('2015-01-01'))                                                                     | '2015-01-01T00:00Z'                                |

  Scenario Outline: Truncated to a unit, with components of their own
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                                              | value                                          |
      | date.truncate('millennium', datetime('2017-11-11T12:31:14.645876123+01:00'))                            | '2000-01-01'                                   |
      | date.truncate('century', date('2017-11-11'))                                                            | '2000-01-01'                                   |
      | date.truncate('decade', date('2017-11-11'))                                                             | '2010-01-01'                                   |
      | date.truncate('year', date('2017-11-11'), {day: 5})                                                     | '2017-01-05'                                   |
      | date.truncate('weekYear', date('2017-11-11'))                                                           | '2017-01-02'                                   |
      | date.truncate('quarter', date('2017-11-11'))                                                            | '2017-10-01'                                   |
      | date.truncate('month', date('2017-11-11'))                                                              | '2017-11-01'                                   |
      | date.truncate('week', date('2017-11-11'), {dayOfWeek: 2})                                               | '2017-11-07'                                   |
      | date.truncate('week', date('2019-10-01'), {dayOfWeek: 4})                                               | '2019-10-03'                                   |
      | date.truncate('day', datetime('2017-11-11T12:31:14+01:00'))                                             | '2017-11-11'                                   |
      | date.truncate('millennium', date('-0001-05-05'))                                                        | '-1000-01-01'                                  |
      | datetime.truncate('millennium', datetime('2017-11-11T12:31:14+03:00'), {timezone: 'Europe/Stockholm'})  | '2000-01-01T00:00+01:00[Europe/Stockholm]'     |
      | datetime.truncate('year', datetime('2017-11-11T12:31:14+03:00'), {day: 5})                              | '2017-01-05T00:00+03:00'                       |
      | datetime.truncate('month', datetime('2017-11-11T12:31:14+03:00'))                                       | '2017-11-01T00:00+03:00'                       |
      | datetime.truncate('day', datetime('2017-11-11T12:31:14+03:00'), {millisecond: 2})                       | '2017-11-11T00:00:00.002+03:00'                |
      | datetime.truncate('hour', datetime('2017-11-11T12:31:14+03:00'))                                        | '2017-11-11T12:00+03:00'                       |
      | datetime.truncate('day', localdatetime('2017-11-11T12:31:14'), {timezone: 'Europe/Stockholm'})          | '2017-11-11T00:00+01:00[Europe/Stockholm]'     |
      | localdatetime.truncate('year', localdatetime('2017-11-11T12:31:14'), {day: 2})                          | '2017-01-02T00:00'                             |
      | localdatetime.truncate('hour', localdatetime('2017-11-11T12:31:14'), {nanosecond: 2})                   | '2017-11-11T12:00:00.000000002'                |
      | localdatetime.truncate('millisecond', localdatetime('2017-11-11T12:31:14.645876123'), {nanosecond: 2})  | '2017-11-11T12:31:14.645000002'                |
      | localdatetime.truncate('second', date('2017-11-11'))                                                    | '2017-11-11T00:00'                             |
      | localtime.truncate('day', time('12:31:14.645876123-01:00'))                                             | '00:00'                                        |
      | localtime.truncate('minute', time('12:31:14.645876123-01:00'), {millisecond: 2})                        | '12:31:00.002'                                 |
      | localtime.truncate('microsecond', time('12:31:14.645876123-01:00'))                                     | '12:31:14.645876'                              |
      | time.truncate('minute', time('12:31:14.645876123-01:00'), {timezone: '+01:00'})                         | '12:31+01:00'                                  |
      | time.truncate('second', localtime('12:31:14.645876123'))                                                | '12:31:14Z'                                    |
      | date.truncate('day') = date()                                                                           | true                                           |

  Scenario: The components of a date and time
    Given any graph
    When executing query:
      """
      WITH datetime('1984-11-11T12:31:14.645876123[Europe/Stockholm]') AS d
      RETURN [d.year, d.quarter, d.month, d.week, d.weekYear, d.day, d.ordinalDay, d.weekDay, d.dayOfWeek, d.dayOfQuarter] AS a,
             [d.hour, d.minute, d.second, d.millisecond, d.microsecond, d.nanosecond] AS b,
             [d.timezone, d.offset] AS c, [d.offsetMinutes, d.offsetSeconds, d.epochSeconds, d.epochMillis] AS e
      """
    Then the result should be, in any order:
      | a                                            | b                                    | c                              | e                                  |
      | [1984, 4, 11, 45, 1984, 11, 316, 7, 7, 42]   | [12, 31, 14, 645, 645876, 645876123] | ['Europe/Stockholm', '+01:00'] | [60, 3600, 469020674, 469020674645] |

  Scenario Outline: The week belongs to the year of its Thursday
    Given any graph
    When executing query:
      """
      WITH date(<text>) AS d
      RETURN d.weekYear AS y, d.week AS w, d.dayOfWeek AS d
      """
    Then the result should be, in any order:
      | y   | w   | d   |
      | <y> | <w> | <d> |
    Examples:
      | text         | y    | w  | d |
      | '2018-12-31' | 2019 | 1  | 1 |
      | '2021-01-03' | 2020 | 53 | 7 |
      | '2017-01-01' | 2016 | 52 | 7 |
      | '2020-12-31' | 2020 | 53 | 4 |

  Scenario Outline: The clocks
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                       | value |
      | date() = date.statement()                                        | true  |
      | date.statement() = date.transaction()                            | true  |
      | datetime() = datetime.statement()                                | true  |
      | localdatetime.transaction() = localdatetime.statement()          | true  |
      | localtime() = localtime.statement()                              | true  |
      | localtime.transaction() IS NOT NULL                              | true  |
      | time() = time.transaction()                                      | true  |
      | time.statement() = time()                                        | true  |
      | datetime() <= datetime.realtime()                                | true  |
      | localdatetime() <= localdatetime.realtime()                      | true  |
      | date() <= date.realtime()                                        | true  |
      | localtime.realtime() IS :: LOCAL TIME NOT NULL                   | true  |
      | time.realtime() IS :: ZONED TIME NOT NULL                        | true  |
      | datetime.transaction() = datetime()                              | true  |
      | datetime({timezone: 'America/Los_Angeles'}).timezone             | 'America/Los_Angeles' |
      | datetime.realtime('America/Los_Angeles').timezone                | 'America/Los_Angeles' |
      | time({timezone: '+05:00'}).offset                                | '+05:00' |
      | date.statement('Pacific/Kiritimati') >= date.statement('Pacific/Pago_Pago') | true |
      | date({timezone: 'Pacific/Kiritimati'}) = date.statement('Pacific/Kiritimati') | true |
      | timestamp() = datetime().epochMillis                             | true  |

  Scenario Outline: Texts, components and units that are none
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue
    Examples:
      | expression                                                |
      | date('2015-02-30')                                        |
      | date('2015-13-01')                                        |
      | date('2015-7-1')                                          |
      | date('2015-W54')                                          |
      | date('2015-366')                                          |
      | date('2015-Q2-92')                                        |
      | date('+1000000000-01-01')                                 |
      | date('')                                                  |
      | date({})                                                  |
      | date({month: 3})                                          |
      | date({year: 1984, day: 3})                                |
      | date({year: 1984, dayOfWeek: 3})                          |
      | date({year: 1984, dayOfQuarter: 3})                       |
      | date({year: 1984, month: 2, day: 30})                     |
      | date({year: 1984, week: 53})                              |
      | date({year: 2015, week: 1, month: 2})                     |
      | date({year: 1000000000})                                  |
      | date({year: 999999999, week: 52, dayOfWeek: 7})           |
      | date({year: 1984, fortnight: 3})                          |
      | localtime('24:00')                                        |
      | localtime('21:60')                                        |
      | localtime('21:40Z')                                       |
      | localtime({minute: 3})                                    |
      | localtime({hour: 24})                                     |
      | time('21:40+19:00')                                       |
      | time('21:40[Europe/Berlin]')                              |
      | datetime('2015-07-21T21:40[Europe/Nowhere]')              |
      | datetime('2015-07-21T21:40+05:00[America/New_York]')      |
      | datetime({year: 2015, timezone: 'nowhere'})               |
      | datetime.fromEpoch(0, 1000000000)                         |
      | date.truncate('hour', date('2017-11-11'))                 |
      | date.truncate('fortnight', date('2017-11-11'))            |
      | date.truncate('day', localtime('12:00'))                  |
      | time.truncate('month', time('12:00Z'))                    |
      | localtime.truncate('day', date('2017-11-11'))             |

  Scenario Outline: Dates end with the year 999,999,999
    Given any graph
    When executing query:
      """
      RETURN <expression>
      """
    Then a ArithmeticError should be raised at runtime: IntegerOverflow
    Examples:
      | expression                                                                    |
      | date('+999999999-12-31') + duration('P1D')                                    |
      | date('-999999999-01-01') - duration('P1D')                                    |
      | date('+999999999-12-31') + duration('P1Y')                                    |
      | localdatetime('+999999999-12-31T23:59:59.999999999') + duration('PT0.000000001S') |
      | datetime('+999999999-12-31T23:59Z') + duration('PT1M')                        |
      | date('2015-01-01') + duration({days: 9223372036854775807})                    |

  Scenario Outline: Equality and order
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x       |
      | <value> |
    Examples:
      | expression                                                                          | value |
      | date('2015-01-01') < date('2015-01-02')                                             | true  |
      | date('2015-01-01') = localdatetime('2015-01-01T00:00')                              | false |
      | date('2015-01-01') < localdatetime('2016-01-01T00:00')                              | null  |
      | datetime('2015-01-01T00:00Z') = datetime('2015-01-01T01:00+01:00')                  | false |
      | datetime('2015-01-01T00:00Z') < datetime('2015-01-01T01:00+01:00')                  | true  |
      | datetime('2015-01-01T00:00Z') > datetime('2015-01-01T00:00+01:00')                  | true  |
      | time('10:00Z') < time('11:00+01:00')                                                | true  |
      | time('10:00+01:00') < time('10:00Z')                                                | true  |
      | localtime('10:00') >= localtime('10:00:00.0')                                       | true  |
      | datetime('2015-07-21T10:00[Europe/Berlin]') = datetime('2015-07-21T10:00+02:00')    | false |

  Scenario: Values of every kind keep their order and text when stored
    Given an empty graph
    And having executed:
      """
      UNWIND [date('-0044-03-15'), date('2015-07-21'), localtime('10:00:00.5'), time('10:00-18:00'),
              localdatetime('+12015-07-21T10:00'), datetime('2015-07-21T10:00[Europe/Berlin]'),
              datetime('1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]'), duration('P1Y-2M3DT-4.5S')] AS v
      CREATE (:V {v: v})
      """
    When executing query:
      """
      MATCH (n:V)
      RETURN toString(n.v) AS t
      ORDER BY n.v
      """
    Then the result should be, in order:
      | t                                                  |
      | '1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]' |
      | '2015-07-21T10:00+02:00[Europe/Berlin]'            |
      | '+12015-07-21T10:00'                               |
      | '-0044-03-15'                                      |
      | '2015-07-21'                                       |
      | '10:00-18:00'                                      |
      | '10:00:00.5'                                       |
      | 'P10M3DT-4.5S'                                     |
