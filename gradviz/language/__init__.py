"""The typed language: text in, syntax tree out, with every character's place kept.

Read first syntax.py (what comes out) and parser.py (``read_text``, the one door). On the way of a text:

    characters.py, names.py    letters of any keyboard in one alphabet; the one canonical form of a name
    tokens.py                  characters cut into tokens
    latex.py                   the same for a line of LaTeX; commands.py and scripts.py are what it knows
    statements.py              which line defines which name
    expression.py, pile.py     a tree by operator precedence, with stacks instead of recursion
    scope.py, remarks.py       names across lines, and what is worth saying about them
    misplaced.py, suggestions.py, wording/      every refusal: where, in which words, what to write instead
    fix.py                     what to write instead, put into the text at one press
    writing.py                 a tree back into text: what a line of LaTeX is called here

limits.py says how much is too much, uncollected.py makes long texts fast. The room knows gates only as a vocabulary
handed in (vocabulary.py); it never runs what it reads.
"""
