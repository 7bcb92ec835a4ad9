"""The picture of the graph: scene, items, view and gestures. It shows layouts and frames and speaks in node ids.

canvas.py is what the window sees (read first); scene.py holds the items, grouped in parts.py, sights.py
its rectangles; view.py turns the hand's
doings into signals, camera.py decides where to look.
"""
