"""What all tables are declared by."""

from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Table
from sqlalchemy.ext.declarative import DeferredReflection
from sqlmodel import SQLModel


class Model(SQLModel, DeferredReflection):
    """A table as a class, of which the table alone is used.

    Statements are written on tables, and rows never leave this layer: no class is mapped and no validator is built.
    That takes twice as long as all else that declares a table, and every start waits for it.
    """

    model_config = {"defer_build": True}

    if TYPE_CHECKING:
        __table__: ClassVar[Table]
