"""Documents that an edition leaves: tables, the page, the notebooks as pages."""

from dophu.documents.tables import write_tables

__all__ = ("write_tables",)
