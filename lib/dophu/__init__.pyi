"""What type checkers and editors see of the names that are loaded lazily."""

from dophu.campaign.config import read_campaign as read_campaign
from dophu.catalogue.issues import DophuError as DophuError
from dophu.documents import write_doubles as write_doubles
from dophu.documents import write_returns as write_returns
from dophu.documents import write_tables as write_tables
from dophu.documents.lists.writing import write_lists as write_lists
from dophu.drawing import chart as chart
from dophu.explorer import explore as explore
from dophu.notebook import digest as digest
from dophu.notebook import run_card as run_card
from dophu.snapshots import load as load
from dophu.table_view import show as show
from dophu.tables.changes import changes as changes
from dophu.tables.changes import gap_history as gap_history
from dophu.tables.changes import history as history
from dophu.tables.changes import restatement as restatement
from dophu.tables.gaps import gaps as gaps
from dophu.tables.pace import check_cohorts as check_cohorts
from dophu.tables.pace import count_turning as count_turning
from dophu.tables.pace import pace as pace
from dophu.tables.pace import recovered_by_reason as recovered_by_reason
from dophu.tables.quality import quality as quality
from dophu.tables.reasons import reasons as reasons
from dophu.tables.session_plan import plan_sessions as plan_sessions
from dophu.tables.visits import visits as visits
from dophu.tables.why import why as why

__version__: str
