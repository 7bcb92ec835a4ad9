"""``python -m gradviz`` and the commands ``gradviz`` and ``gradviz-gui``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code.

    A frozen program has no ``python -m``: it starts itself as its own layout worker.
    """
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0].startswith("--graphviz"):
        from gradviz.layout import graphviz_worker

        if list(argv) == [graphviz_worker.WORKER_ARGUMENT]:
            graphviz_worker.main()
            return 0
    try:
        from gradviz.cli.main import main as run
    except KeyboardInterrupt:
        return 130  # as cli.main, which is not there yet, would answer

    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
