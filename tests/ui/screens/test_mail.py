"""The Mail screen: messages with their states; they are taken back and tried again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.widgets import Static

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.mail.messages import EMAIL, Item, MessageCounts, MessageState
from fleet_tui.domain.mail.wording import facts, state
from fleet_tui.domain.paging import LogPage, PageQuery, Way
from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.screens.mail import MailScreen
from fleet_tui.ui.screens.mail_view import columns
from tests.conftest import NOW
from tests.support.screens.form_driving import picture
from tests.support.screens.list_driving import Driven, Pages

SOON = NOW + timedelta(seconds=30)


def item(id: int, state: MessageState, **more: object) -> Item:
    """A message to Ann."""
    made = Item(
        id,
        7,
        PersonKind.TECHNICIAN,
        "Ann [b]Lee",
        Purpose.INVITE,
        EMAIL,
        "ann@example.com",
        state,
        NOW,
        SOON,
        None,
        0,
        "",
    )
    return replace(made, **more)  # type: ignore[arg-type]


class Post:
    """Stands in for the service."""

    def __init__(self, *items: Item) -> None:
        self.items = {item.id: item for item in items}
        self.refusal = ""

    def how(self) -> str:
        return "SMTP: mail.example.com"

    def page(self, query: PageQuery) -> LogPage[Item]:
        at, limit, older = query.at, query.limit, query.way is Way.OLDER
        ids = sorted((id for id in self.items if at is None or (id < at if older else id > at)), reverse=older)[:limit]
        more = ids[-1] if len(ids) == limit else None
        return LogPage(tuple(self.items[id] for id in sorted(ids, reverse=True)), more)

    def waiting(self) -> MessageCounts:
        return MessageCounts(waiting=3, held=1, in_trouble=1, failed=2)

    def stop(self, id: int) -> Item:
        return self._put(id, MessageState.STOPPED)

    def again(self, id: int) -> Item:
        return self._put(id, MessageState.WAITING)

    def _put(self, id: int, state: MessageState) -> Item:
        if self.refusal:
            raise Refusal(self.refusal)
        self.items[id] = replace(self.items[id], state=state)
        return self.items[id]


@pytest.fixture
def post(services: Services) -> Post:
    """Two messages, of which the newer one waits."""
    post = Post(item(1, MessageState.FAILED, trouble="no such mailbox"), item(2, MessageState.HELD))
    services.__dict__["mail"] = post
    return post


@asynccontextmanager
async def mail(services: Services, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """The screen with its messages."""
    app = FleetApp(services)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(MailScreen(services))
        driven = Driven(app, pilot, Pages(services.people.page))
        await driven.shows("State", "Ann [b]Lee", "2 not")
        yield driven


async def test_the_newest_message_is_first_and_is_taken_back_only_when_that_is_confirmed(
    services: Services, post: Post
) -> None:
    async with mail(services) as driven:
        head = str(driven.app.screen.query_one("#mail-head", Static).content)
        assert head.split("\n") == [
            "Messages go this way: SMTP: mail.example.com.",
            "3 wait, 1 of them tried in vain · 2 not sent",
        ]
        rows = [line for line in driven.lines if "Ann [b]Lee" in line]
        assert ["waits until" in row for row in rows] == [True, False]
        assert "not sent: no such m" in rows[1]
        assert "…" not in rows[0]

        await driven.pilot.press("d")
        await driven.shows("Take back the message to Ann [b]Lee?")
        await driven.pilot.press("n")
        await driven.until(lambda: isinstance(driven.app.screen, MailScreen))
        assert post.items[2].state is MessageState.HELD
        await driven.pilot.press("d")
        await driven.shows("Take back the message to Ann [b]Lee?")
        await driven.pilot.press("y")
        await driven.until(lambda: driven.said == "Ann [b]Lee: taken back.")
        await driven.shows("taken back")
        await driven.pilot.press("d")
        await driven.until(lambda: "still waits" in driven.said)


async def test_a_message_is_tried_now_a_refusal_is_said_and_all_about_it_is_shown(
    services: Services, post: Post
) -> None:
    async with mail(services, (40, 15)) as driven:
        await driven.pilot.press("down")
        await driven.pilot.press("enter")
        await driven.shows("Message to Ann [b]Lee", "E-mail: ann@example.com", "no such mailbox", "Esc closes this.")
        await driven.pilot.press("escape")
        await driven.until(lambda: isinstance(driven.app.screen, MailScreen))
        post.refusal = "Ann is inactive."
        await driven.pilot.press("t")
        await driven.until(lambda: driven.said == "Ann is inactive.")
        post.refusal = ""
        await driven.pilot.press("end", "t")
        await driven.until(lambda: driven.said == "Ann [b]Lee: waits.")
        assert post.items[1].state is MessageState.WAITING


async def test_what_may_not_be_seen_any_more_does_not_stay(
    services: Services, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fleet_tui.domain.access.session import NotAllowed

    def refuse(*_: object) -> tuple[Item, ...]:
        raise NotAllowed("It takes a permission.")

    async with mail(services) as driven:
        view = driven.app.screen.query_one("#messages")
        monkeypatch.setattr(view, "_read", refuse)
        monkeypatch.setattr(services.grants, "_known", frozenset())
        assert isinstance(driven.app.screen, MailScreen)
        driven.app.screen.permissions_changed()
        await driven.until(lambda: "Ann" not in picture(driven.app))
        await driven.until(lambda: driven.said == "It takes a permission.")
        await driven.pilot.press("d")
        await driven.until(lambda: "See the messages to people and stop them" in driven.said)


def test_the_state_has_the_room_that_other_columns_leave_and_no_column_is_a_stump() -> None:
    told = {cells: [(column.key, column.width) for column in columns(cells)] for cells in (40, 57, 97)}
    assert told == {
        40: [("to", 12), ("state", 24), ("what", 6), ("when", 16)],
        57: [("to", 12), ("state", 41), ("what", 6), ("when", 16)],
        97: [("when", 16), ("to", 16), ("what", 6), ("state", 25), ("address", 24)],
    }
    assert [column.key for column in columns(63)] == ["when", "to", "what", "state"]


def test_every_state_is_shown_with_the_moment_that_says_most() -> None:
    told = {each: state(item(1, each, sent=SOON, trouble=""), NOW) for each in MessageState}
    at = told[MessageState.SENT].removeprefix("sent ")
    assert told == {
        MessageState.HELD: f"waits until {at}:30",
        MessageState.WAITING: "waits",
        MessageState.SENDING: "being sent",
        MessageState.RETRYING: f"tries again {at}",
        MessageState.SENT: f"sent {at}",
        MessageState.STOPPED: "taken back",
        MessageState.REPLACED: "replaced",
        MessageState.FAILED: "not sent",
    }
    assert ("Tries", "0") in facts(item(1, MessageState.SENT, sent=SOON), NOW)
