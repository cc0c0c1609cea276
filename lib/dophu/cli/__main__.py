"""``python -m dophu.cli``: the same as ``dophu``."""

import sys

from dophu.cli import main

sys.exit(main())
