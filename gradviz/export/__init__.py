"""Text forms of a graph and its run: LaTeX, DOT and more. No Qt here."""
