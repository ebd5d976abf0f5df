"""Writes the next Alembic step from the difference between the tables and a database at the last step.

python scripts/new_migration.py 0002 "associations"
"""

import sys
import tempfile

from alembic import command

from gmk.db import migrate
from gmk.db.session import connect


def main() -> None:
    """Makes `gmk/db/migrations/versions/<number>_<title>.py`."""
    number, title = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/empty.db")
        migrate.upgrade(engine)
        with engine.connect() as connection:
            command.revision(migrate.alembic_config(connection), message=title, rev_id=number, autogenerate=True)


if __name__ == "__main__":
    main()
