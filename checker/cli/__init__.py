"""Arguments -> configuration -> pipeline -> renderer -> exit status; one file per command.

A command's module is imported when it runs or is asked for help, and imports the pipeline only when it runs: what
takes long to load never delays ``--help``. Adding a command: write ``<name>.py`` with the click command, add a line
to ``COMMANDS`` in ``main.py``, a page to ``docs/commands/``, and tests.
"""
