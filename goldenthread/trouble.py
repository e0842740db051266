"""What stops a run, in one sentence that an officer understands."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - it is what the user is told, not what went wrong inside
    """The run can't go on. The message is one clear sentence; the database is as it was."""
