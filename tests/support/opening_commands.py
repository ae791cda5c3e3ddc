"""What is tried on files that cannot be used."""

COMMANDS = (
    "check",
    "list technicians",
    "list employees --all",
    "deactivate technicians --filter x --yes",
    "invite employees 1 --yes",
    "set technicians team=North 1 --yes",
    "outbox list",
    "outbox send",
)
"""Every command that opens a database which must be there."""
