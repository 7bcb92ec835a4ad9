"""How long from the start of Python to a shown window, and to the first picture; the aim is under a second.

python benchmarks/bench_startup.py [runs]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

CODE = """
import sys, time
from gradviz.gui.app import create_window
app, window = create_window([])
app.processEvents()
print(time.time(), end=" ")
while window.session.picture is None:
    app.processEvents()
print(time.time(), flush=True)
window.close()
"""


def once() -> tuple[float, float]:
    """Seconds to the shown window and to the shown picture."""
    start = time.time()
    environment = dict(os.environ)
    if not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=environment)
    shown, drawn = map(float, done.stdout.split())
    return shown - start, drawn - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    once()  # the disk warms up
    measured = [once() for _ in range(runs)]
    for name, seconds in zip(("window shown", "picture shown"), zip(*measured, strict=True), strict=True):
        print(f"{name:14} median {statistics.median(seconds):.2f} s   best {min(seconds):.2f} s")


if __name__ == "__main__":
    main()
