"""The weekly run: notebooks executed by papermill, and the edition they leave.

The process that runs them imports neither pandas nor duckdb; the notebooks'
kernels do the work on data.
"""

import dophu.runs.lean  # noqa: F401  before any module here imports papermill
