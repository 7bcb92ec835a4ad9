"""The performance as data: which number moves when. Read timeline.py first; frame_at(t) is pure.

outline.py says which steps there are, compose.py writes the events of each (event.py, timed by Pace, softened by
easing.py), stage.py is what they are shown on, captions.py the sentence said meanwhile, made of pieces.py; board.py
writes out what a gate computes. frame.py is the outcome.
"""
