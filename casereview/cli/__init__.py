"""The ``casereview`` command: one module for each group of commands, loaded only when it is called."""
