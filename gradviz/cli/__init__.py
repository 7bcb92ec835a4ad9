"""The command line: main.py reads the arguments and turns errors into exit codes, one file a command.

Nothing heavy is imported before a command needs it: ``gradviz --version`` knows neither NumPy nor Qt. source.py finds
what a command is to work on, report.py says what went wrong, display.py looks for a display without waking Qt.
"""
