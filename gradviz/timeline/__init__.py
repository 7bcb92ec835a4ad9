"""The performance as data: which number moves when. Read timeline.py first; frame_at(t) is pure."""
