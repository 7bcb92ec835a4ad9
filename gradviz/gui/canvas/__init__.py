"""The picture of the graph: scene, items, view and gestures. It shows layouts and frames and speaks in node ids."""
