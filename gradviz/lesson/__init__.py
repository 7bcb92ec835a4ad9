"""The whole saveable state and where it comes from.

lesson.py holds the frozen value (read first), file.py its ``.gradviz`` file, library.py the lessons that are shipped;
binding.py reads ``x=1/3``.
"""
