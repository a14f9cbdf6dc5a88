"""How fast and how small Casereview is, against peers measured in the same run.

To add a benchmark: write ``bench/your_name.py`` with a function ``run() -> list[Line]`` (``bench.measure`` has what it
needs), and add one line to ``ALL`` in ``bench/__main__.py``. Each benchmark runs in a process of its own. Answers are
compared before any time is taken: a fast wrong answer raises.
"""
