"""What there is to say of any gate, wire, leaf or step, without a screen: the cards of the Explain panel.

Read :func:`gradviz.explain.explain.explain` first; it gives a :class:`gradviz.explain.card.Card`. chain.py writes the
chain rule of a wire as formulas, out of what symbols.py calls things and how figures.py writes numbers; wires.py gives
every wire a name of its own, slopes.py fills in a gate's local derivative; gates.py, copies.py, leaves.py and passes.py
know what is said of each; story.py is what the lesson tells.
"""
