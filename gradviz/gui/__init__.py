"""The window. app.py starts it; session.py is the one live object, drawing.py its picture. Panels and canvas only show
what they are given; what a person does becomes an edit in writing.py, values.py, views.py, arranging.py, folding.py
and aiming.py.
"""
