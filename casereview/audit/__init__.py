"""The hash-chained audit trail: its form, its tables, its one writer and its verifier."""
