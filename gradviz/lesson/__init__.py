"""The whole saveable state (lesson.py), its .gradviz file (file.py) and the shipped lessons (library.py)."""
