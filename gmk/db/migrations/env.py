"""Runs the steps on the connection that `gmk.db.migrate` gives; `alembic revision` makes its own from the settings."""

from alembic import context

from gmk.db.session import engine
from gmk.db.tables import Table


def run(connection: object) -> None:
    """One transaction for all steps; SQLite rebuilds a table to change it (batch mode)."""
    context.configure(
        connection=connection,  # type: ignore[arg-type]
        target_metadata=Table.metadata,
        render_as_batch=True,
        compare_type=True,
        user_module_prefix="sqlmodel.sql.sqltypes.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine().connect() as own:
        run(own)
