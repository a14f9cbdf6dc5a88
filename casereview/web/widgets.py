"""Widgets that Django does not have: a day in three boxes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}


class DateBoxes(forms.MultiWidget):
    """A day, a month and a year, each in its own box, as the design system asks for days that people know."""

    template_name = "web/widgets/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({"inputmode": "numeric"}),
            "month": forms.TextInput({"inputmode": "numeric"}),
            "year": forms.TextInput({"inputmode": "numeric"}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A day as three texts."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                typed = value.split(" ")  # as ``value_from_datadict`` put the three boxes together
                return typed if len(typed) == 3 else [value, "", ""]
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The day as ISO text; something that is not a day stays as it was typed, to be shown and refused."""
        day, month, year = (str(v or "").strip() for v in super().value_from_datadict(data, files, name))
        if not (day or month or year):
            return ""
        number = MONTHS.get(month.lower()[:3], month)
        try:
            if len(year) != 4:
                raise ValueError
            return date(int(year), int(number), int(day)).isoformat()
        except ValueError:
            return f"{day} {month} {year}"


class DayField(forms.Field):
    """A day typed into three boxes. Whether it must be there, and what it may be, the payload says."""

    widget = DateBoxes

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, so that a wrong day comes back as it was."""
        return data
