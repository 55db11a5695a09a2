#!/usr/bin/env python3
"""Writes oracle.golden: temporal expressions and their values, computed by Python's own calendar
and time zones and by the definitions in plain words, never by the code under test.

    /usr/bin/python3 tests/golden/temporal/make_oracle.py > tests/golden/temporal/oracle.golden

Only instants from 1970 on are placed in named zones: before that, systems differ in their data.
"""

import calendar
import datetime as dt
import random
import zoneinfo

rng = random.Random(20150806)
UTC = dt.timezone.utc
ZONES = ["Europe/Berlin", "Europe/London", "Europe/Stockholm", "America/New_York", "America/Sao_Paulo",
         "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Tokyo",
         "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia", "Pacific/Honolulu", "Africa/Cairo",
         "Africa/Casablanca"]


def emit(expression, value):
    print(f"{expression}\t{value}")


def quoted(text):
    return f"'{text}'"


def random_date():
    # The edges of weeks, months and years are where mistakes live.
    year = rng.choice([1, 999, 1582, 1600, 1900, 1970, 1999, 2000, 2004, 2015, 2016, 2020, 2021,
                       2100, 9999, rng.randint(1, 9999)])
    month, day = rng.choice([(1, 1), (1, 2), (1, 3), (1, 4), (2, 28), (3, 1), (3, 31), (4, 1),
                             (6, 30), (7, 1), (9, 30), (12, 28), (12, 29), (12, 30), (12, 31),
                             (rng.randint(1, 12), rng.randint(1, 28))])
    return dt.date(year, month, day)


def quarter(d):
    return (d.month - 1) // 3 + 1


def quarter_start(d):
    return dt.date(d.year, quarter(d) * 3 - 2, 1)


def day_of_quarter(d):
    return (d - quarter_start(d)).days + 1


def day_of_year(d):
    return (d - dt.date(d.year, 1, 1)).days + 1


def date_text(d):
    return f"{d.year:04}-{d.month:02}-{d.day:02}"


def clock_text(t):
    text = f"{t[0]:02}:{t[1]:02}"
    if t[2] or t[3]:
        text += f":{t[2]:02}"
    if t[3]:
        text += "." + f"{t[3]:09}".rstrip("0")
    return text


def offset_text(seconds):
    if seconds == 0:
        return "Z"
    sign = "-" if seconds < 0 else "+"
    seconds = abs(seconds)
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + (f":{seconds % 60:02}" if seconds % 60 else "")


def random_clock():
    return (rng.choice([0, 12, 23, rng.randint(0, 23)]), rng.choice([0, 59, rng.randint(0, 59)]),
            rng.choice([0, 59, rng.randint(0, 59)]),
            rng.choice([0, 1, 500_000_000, 999_999_999, rng.randint(0, 999_999_999)]))


def dates():
    for _ in range(60):
        d = random_date()
        text = date_text(d)
        y, w, wd = d.isocalendar()
        q, dq, od = quarter(d), day_of_quarter(d), day_of_year(d)
        for form in [text, text.replace("-", ""), f"{d.year:04}-{od:03}", f"{d.year:04}{od:03}",
                     f"{d.year:04}-Q{q}-{dq:02}", f"{d.year:04}Q{q}{dq:02}",
                     f"{y:04}-W{w:02}-{wd}", f"{y:04}W{w:02}{wd}"]:
            # Python's calendar ends with the years 1 and 9999, but weeks go on.
            if len(form.split("-")[0]) >= 4:
                emit(f"date('{form}')", text)
        emit(f"date({{year: {y}, week: {w}, dayOfWeek: {wd}}})", text)
        emit(f"date({{year: {d.year}, quarter: {q}, dayOfQuarter: {dq}}})", text)
        emit(f"date({{year: {d.year}, ordinalDay: {od}}})", text)
        emit(f"date({{year: {d.year}, month: {d.month}, day: {d.day}}})", text)
        parts = [d.year, q, d.month, w, y, d.day, od, wd, wd, dq]
        names = ["year", "quarter", "month", "week", "weekYear", "day", "ordinalDay", "weekDay",
                 "dayOfWeek", "dayOfQuarter"]
        emit("[" + ", ".join(f"date('{text}').{n}" for n in names) + "]",
             "[" + ", ".join(map(str, parts)) + "]")
        overridden = min(d.day, calendar.monthrange(d.year, 2)[1])
        emit(f"date({{date: date('{text}'), month: 2}})", f"{d.year:04}-02-{overridden:02}")


def truncated(d, unit):
    if unit in ("millennium", "century", "decade"):
        years = {"millennium": 1000, "century": 100, "decade": 10}[unit]
        return None if d.year < years else dt.date(d.year // years * years, 1, 1)
    if unit == "year":
        return dt.date(d.year, 1, 1)
    if unit == "weekYear":
        return dt.date.fromisocalendar(d.isocalendar()[0], 1, 1) if d.year > 1 else None
    if unit == "quarter":
        return quarter_start(d)
    if unit == "month":
        return d.replace(day=1)
    if unit == "week":
        return d - dt.timedelta(days=d.weekday()) if d.year > 1 else None
    return d


def truncations():
    date_units = ["millennium", "century", "decade", "year", "weekYear", "quarter", "month", "week"]
    clock_units = {"day": 0, "hour": 1, "minute": 2, "second": 3}
    for _ in range(14):
        d, t = random_date(), random_clock()
        local = f"{date_text(d)}T{t[0]:02}:{t[1]:02}:{t[2]:02}.{t[3]:09}"
        for unit in date_units + ["day"]:
            cut = truncated(d, unit)
            if cut is None:
                continue
            emit(f"date.truncate('{unit}', localdatetime('{local}'))", date_text(cut))
            emit(f"localdatetime.truncate('{unit}', localdatetime('{local}'))",
                 date_text(cut) + "T00:00")
            emit(f"datetime.truncate('{unit}', datetime('{local}-03:30'))",
                 date_text(cut) + "T00:00-03:30")
            emit(f"datetime.truncate('{unit}', date('{date_text(d)}'), {{hour: 7, timezone: '+01:00'}})",
                 date_text(cut) + "T07:00+01:00")
        for unit in list(clock_units) + ["millisecond", "microsecond"]:
            if unit in clock_units:
                kept = clock_units[unit]
                cut = tuple(v if i < kept else 0 for i, v in enumerate(t))
            else:
                step = 1_000_000 if unit == "millisecond" else 1000
                cut = t[:3] + (t[3] // step * step,)
            clock = local[len(date_text(d)) + 1:]
            emit(f"localtime.truncate('{unit}', localtime('{clock}'))", clock_text(cut))
            emit(f"time.truncate('{unit}', time('{clock}+05:45'))", clock_text(cut) + "+05:45")
            emit(f"localdatetime.truncate('{unit}', localdatetime('{local}'))",
                 f"{date_text(d)}T{clock_text(cut)}")


def zones():
    for zone in ZONES:
        info = zoneinfo.ZoneInfo(zone)
        seconds = [rng.randint(0, 2_145_000_000) for _ in range(12)]
        # Around every change of the clock between 2005 and 2012, too.
        at = 1_104_537_600
        while at < 1_325_376_000:
            one = dt.datetime.fromtimestamp(at, info).utcoffset()
            two = dt.datetime.fromtimestamp(at + 86_400, info).utcoffset()
            if one != two and rng.random() < 0.4:
                low, high = at, at + 86_400
                while high - low > 1:
                    middle = (low + high) // 2
                    same = dt.datetime.fromtimestamp(middle, info).utcoffset() == one
                    low, high = (middle, high) if same else (low, middle)
                seconds += [low, high]
                for delta in (-5400, -1800, 0, 1800, 5400):
                    wall = (dt.datetime.fromtimestamp(high, UTC) + one).replace(tzinfo=None)
                    wall += dt.timedelta(seconds=delta)
                    emit(f"datetime('{wall.isoformat()}[{zone}]').epochSeconds",
                         int(wall.replace(tzinfo=info).timestamp()))
            at += 86_400
        for second in seconds:
            moment = dt.datetime.fromtimestamp(second, info)
            offset = int(moment.utcoffset().total_seconds())
            clock = clock_text((moment.hour, moment.minute, moment.second, 0))
            emit(f"datetime({{epochSeconds: {second}, timezone: '{zone}'}})",
                 f"{date_text(moment)}T{clock}{offset_text(offset)}[{zone}]")
            emit(f"datetime({{epochSeconds: {second}, timezone: '{zone}'}}).offsetSeconds", offset)


def add_months(d, months):
    total = d.year * 12 + d.month - 1 + months
    year, month = divmod(total, 12)
    return dt.date(year, month + 1, min(d.day, calendar.monthrange(year, month + 1)[1]))


def amount(number, unit):
    return f"{number}{unit}" if number else ""


def between(a, b):
    """Whole months, then whole days: the greatest that do not pass the end."""
    sign = 1 if b >= a else -1
    months = (b.year - a.year) * 12 + b.month - a.month
    while (sign > 0 and add_months(a, months) > b) or (sign < 0 and add_months(a, months) < b):
        months -= sign
    days = (b - add_months(a, months)).days
    years, rest = int(months / 12), months - int(months / 12) * 12
    text = "P" + amount(years, "Y") + amount(rest, "M") + amount(days, "D")
    return "PT0S" if text == "P" else text


def differences():
    for _ in range(60):
        a, b = random_date(), random_date()
        x, y = f"date('{date_text(a)}')", f"date('{date_text(b)}')"
        # Where the month of the start is longer, counting back is a matter of definition.
        if b >= a:
            emit(f"duration.between({x}, {y})", between(a, b))
        days = (b - a).days
        emit(f"duration.inDays({x}, {y})", f"P{days}D" if days else "PT0S")
        emit(f"duration.inSeconds({x}, {y}).seconds", days * 86_400)
        emit(f"{x} < {y}", str(a < b).lower())
    for _ in range(40):
        a = random_date()
        if not 100 < a.year < 9900:
            continue
        months, days = rng.randint(-1000, 1000), rng.randint(-20_000, 20_000)
        moved = add_months(a, months) + dt.timedelta(days=days)
        emit(f"date('{date_text(a)}') + duration({{months: {months}, days: {days}}})",
             date_text(moved))
    for _ in range(40):
        start = dt.datetime.combine(random_date(), dt.time(*random_clock()[:3]))
        if not 100 < start.year < 9900:
            continue
        seconds = rng.randint(-10**9, 10**9)
        end = start + dt.timedelta(seconds=seconds)
        text = f"{date_text(end)}T{clock_text((end.hour, end.minute, end.second, 0))}"
        emit(f"localdatetime('{start.isoformat()}') + duration({{seconds: {seconds}}})", text)


print("# Written by make_oracle.py: expression, tab, value.")
dates()
truncations()
zones()
differences()
