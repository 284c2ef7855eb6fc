"""Runs the migrations on the connection that `claims.store.migrate` passes, or on CLAIMS_DB for developers.

Everything happens in one transaction that begins before the version is read, so that two programs opening a new
database at once do not both create it.
"""

from __future__ import annotations

from alembic import context


def included(name: str | None, kind: str, parents: object) -> bool:
    """Leave the shadow tables of full-text indexes out of comparisons."""
    return not (kind == "table" and name is not None and "_fts" in name)


def run() -> None:
    """Migrate on the connection passed, else on the settings' database."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        from claims.settings import settings
        from claims.store import tables
        from claims.store.database import engine_for

        context.config.attributes["metadata"] = tables.SQLModel.metadata
        with engine_for(settings().database).connect() as opened:
            context.config.attributes["connection"] = opened
            run()
            opened.commit()
        return
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes.get("metadata"),
        include_name=included,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
