"""Arithmetic on the units of the calendar: days, weeks from Monday, months, quarters, years, decades, centuries."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MONTHS_OF_UNIT = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
Days = tuple[date, date]  # first, and first after


def month_after(first: date, months: int = 1) -> date:
    """The first day of the month so many months on."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def unit_around(day: date, unit: str, shift: int = 0) -> Days:
    """The day, week, month, quarter, year, decade or century that holds a day, so many of them on."""
    if unit in ("minute", "hour", "day"):
        return day + shift * DAY, day + (shift + 1) * DAY
    if unit in ("week", "fortnight"):
        monday = day - day.weekday() * DAY
        return monday + shift * WEEK, monday + (shift + 1) * WEEK
    months = MONTHS_OF_UNIT[unit]
    index = (day.year * 12 + day.month - 1) // months + shift
    first = date(index * months // 12, index * months % 12 + 1, 1)
    return first, month_after(first, months)


def stepped(day: date, unit: str, count: int) -> date:
    """The day so many units away; the last of the month where that month is shorter."""
    if unit in ("minute", "hour"):
        return day + (count * (60 if unit == "hour" else 1) // (24 * 60)) * DAY
    if unit in ("day", "week", "fortnight"):
        return day + count * {"day": 1, "week": 7, "fortnight": 14}[unit] * DAY
    months = MONTHS_OF_UNIT[unit]
    first = month_after(day.replace(day=1), count * months)
    return min(first + (day.day - 1) * DAY, month_after(first) - DAY)
