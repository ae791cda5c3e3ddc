"""Entry point of `fleet-tui` and `python -m fleet_tui`; installs the signal handlers before all other imports."""

import sys

from fleet_tui.bootstrap import signals


def main() -> int:
    """Runs the program and gives its exit code."""
    signals.install()
    try:
        from fleet_tui.cli.main import main as run

        return run()
    except signals.Signalled as end:
        signals.finish()
        if not end.told:
            signals.print_reason(signals.code() - 128)
        return signals.code()
    finally:
        signals.finish()


if __name__ == "__main__":
    sys.exit(main())
