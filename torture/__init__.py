"""What is too long for the suite, but bounded: kills, power cuts, timing, load, fuzzing.

To add a trial: write ``torture/your_name.py`` with ``run() -> list[Found]``, and one line in ``ALL`` in ``torture/__main__.py``.
"""
