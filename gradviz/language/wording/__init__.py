"""Every refusal of the reader in words: one function a mistake: its code, its sentence, what to write instead.

signs.py refuses characters and foreign notation, gaps.py brackets and what is missing, calls.py functions,
definitions.py lines and names, excess.py too much of anything. ``line`` is the 0-based number of the line, ``span`` its
characters; sentences count lines from 1. ``last`` says that the mistake stands at the end of the line, where typing on
may mend it.
"""
