"""requests to the office

Revision ID: 0011
Revises: 0010
Create Date: 2026-12-01 01:50:00.000000
"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('row_request', schema=None) as batch_op:
        batch_op.alter_column('institution_id', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("gmk only goes forward; restore the copy that was made before the step")
