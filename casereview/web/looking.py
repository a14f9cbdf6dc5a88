"""A question whose answers are too many to list: what was chosen stands there, and more is looked for on the same page."""

from __future__ import annotations

from typing import Any

from django import forms

from casereview.acts.listed import Listed

MANY = 200
"""Of more things than these no list is shown: nobody reads it to its end."""
SHOWN = 50
"""So many of what was found are shown; the page says how many more there are."""
WORDS = "{}-words"
LOOKED = "{}-looked"


class _Looked:
    """The control: what is chosen, a box for words with its button, and what they found."""

    template_name: Any = "web/widgets/looked_for.html"
    many, found, words, legend = 0, 0, "", ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What the template is laid out from."""
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        context["widget"] |= {
            "chosen": [option for option in options if option["selected"]],
            "offered": [option for option in options if not option["selected"]],
            "type_of": "radios" if isinstance(self, forms.RadioSelect) else "checkboxes",
            "many": self.many,
            "found": self.found,
            "shown": min(self.found, SHOWN),
            "words": self.words,
            "words_name": WORDS.format(name),
            "looked_name": LOOKED.format(name),
            "legend": self.legend,
        }
        return context


class _Several(_Looked, forms.CheckboxSelectMultiple):
    pass


class _One(_Looked, forms.RadioSelect):
    pass


class LookedForField(forms.ChoiceField):
    """One thing or several out of very many. What may be chosen, the payload says.

    Args:
        listed: the things that may be chosen.
        several: whether more than one may be.
        needed: whether one must be.
    """

    def __init__(self, listed: Listed, *, several: bool, needed: bool, **words: Any) -> None:
        super().__init__(widget=_Several if several else _One, **words)
        self.listed, self.undone = listed, not several and not needed

    def look(self, chosen: list[str], words: str) -> None:
        """Offer what is chosen already, and what has these words."""
        found, count = self.listed.find(words, SHOWN) if words else ([], 0)
        offered = {one.key: one.label for one in [*self.listed.of(chosen), *found]}
        none = [("", "None of these")] if self.undone and offered else []
        self.choices = [*offered.items(), *none]
        widget: Any = self.widget
        widget.many, widget.found, widget.words = self.listed.count(), count, words
        widget.legend = self.label


def look_for(form: forms.Form) -> bool:
    """Give each such question of a form what was chosen and what was looked for.

    Returns:
        whether the page was sent to look for something, by a button or with words that nothing was looked for by yet: then
        nothing is done but that.
    """
    looking = form.is_bound and "look" in form.data
    for name, field in form.fields.items():
        if not isinstance(field, LookedForField):
            continue
        if form.is_bound:
            chosen = field.widget.value_from_datadict(form.data, form.files, name)
        else:
            chosen = form.initial.get(name)
        given = form.data if form.is_bound else form.initial
        words = str(given.get(WORDS.format(name)) or "").strip()[: SHOWN * 4]
        field.look([chosen] if isinstance(chosen, str) else list(chosen or []), words)
        looking = looking or (form.is_bound and words != str(form.data.get(LOOKED.format(name)) or ""))
    return looking
