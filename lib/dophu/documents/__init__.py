"""Documents that an edition leaves: tables, the page, the notebooks as pages."""

from dophu.documents.csv_tables import write_tables
from dophu.documents.xlsx.returns import write_returns
from dophu.documents.xlsx.same_child import write_doubles

__all__ = ("write_doubles", "write_returns", "write_tables")
