"""The status of an account: its order of precedence."""

from __future__ import annotations

import itertools

from fleet_tui.domain.accounts.status import AccountState, Status, status_of
from tests.support.tables import for_each


def test_the_words_stand_in_the_order_of_the_product() -> None:
    assert [status.label for status in Status][1:] == [
        "Accepted", "Admin assigned", "Pending", "Invitation ended", "No user account", "Never logged in",
    ]  # fmt: skip


@for_each(
    "signed_in, account, opens, reachable",
    list(itertools.product((True, False), (None, *AccountState), (True, False), (True, False))),
)
def test_what_comes_first_wins(signed_in: bool, account: AccountState | None, opens: bool, reachable: bool) -> None:
    true = {
        Status.SIGNED_IN: signed_in,
        Status.ACCEPTED: account is AccountState.ACCEPTED,
        Status.ADMIN_ASSIGNED: account is AccountState.ASSIGNED,
        Status.PENDING: account is AccountState.INVITED and opens,
        Status.INVITATION_ENDED: account is AccountState.INVITED,
        Status.NO_USER_ACCOUNT: not reachable,
        Status.NEVER_LOGGED_IN: True,
    }
    first = next(status for status in Status if true[status])
    assert status_of(signed_in=signed_in, account=account, opens=opens, reachable=reachable) is first
