"""The law as data, and the pure rules that read it: criteria, clocks, working days. No Django here."""
