"""The manual without a screen: chapters written in both languages, and the gate reference made from THE table.

Read :func:`gradviz.manual.chapters.chapters` first; reference.py writes one section a gate, search.py finds words.
Texts are Markdown. ``[[export]]`` stands for the place of an action in the menus, ``[[export:keys]]`` for its keys; the
window puts them in, and draws the pictures ``icon:…`` and ``formula:…``.
"""
