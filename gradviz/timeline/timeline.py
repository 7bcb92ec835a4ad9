"""The performance of a run as data. Read :class:`Timeline` first; ``frame_at(t)`` is pure, total and history-free."""
