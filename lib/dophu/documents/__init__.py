"""Documents that an edition leaves: tables, the page, the notebooks as pages."""

from dophu.documents.doubles import write_doubles
from dophu.documents.returns import write_returns
from dophu.documents.tables import write_tables

__all__ = ("write_doubles", "write_returns", "write_tables")
