"""The journeys that begin on the board sit at the desk of the board's own tests."""

from tests.desktop.board.conftest import clock, desk, open_front, register, settle

__all__ = ["clock", "desk", "open_front", "register", "settle"]
