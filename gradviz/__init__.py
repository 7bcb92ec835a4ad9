"""gradviz: typed expressions become computational graphs, values flow forward, gradients flow back.

The public names of :mod:`gradviz.api` are handed on lazily, so that ``import gradviz`` costs nothing.
"""

__version__ = "0.1.0"

_PUBLIC = ("aim", "compile", "from_sympy", "read", "run")

__all__ = ["__version__", *_PUBLIC]  # noqa: PLE0604


def __getattr__(name: str):
    if name in _PUBLIC:
        from gradviz import api

        return getattr(api, name)
    raise AttributeError(f"module 'gradviz' has no attribute {name!r}")
