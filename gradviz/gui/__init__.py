"""The window. app.py starts it; session.py is the one live object; panels and canvas only show what they are given."""
