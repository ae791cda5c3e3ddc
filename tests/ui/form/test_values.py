"""The first thing that a chooser of a form offers can be picked, saved and seen again."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.state import raw_of
from tests.support.people import EMPLOYEES, added, entry
from tests.support.screens.form_driving import opened


async def test_the_first_row_of_choosers_is_kept(services: Services) -> None:
    administrator = entry(services, ListName.EMPLOYEE_ROLES, "Administrator")
    added(services, EMPLOYEES, email="zed@example.com", role=administrator)
    eve = added(services, EMPLOYEES, may_see_people="allow")
    kept = PROFILE_TYPES[EMPLOYEES].stored
    async with opened(services, EMPLOYEES, eve.id) as driven:
        for tab in PROFILE_TYPES[EMPLOYEES].tabs:
            await driven.form.show_tab(tab)
        picks = [row.editor for row in driven.form.rows.values() if isinstance(row.editor, PickEditor)]
        picks = [editor for editor in picks if editor.field in kept and not editor.many]
        picks = [editor for editor in picks if permission_of(editor.field) in (None, SEE_PEOPLE, EXPORT_PEOPLE)]
        assert len(picks) == 4
        for editor in picks:
            editor.action_open()
            await driven.until(lambda: isinstance(driven.app.screen, Choose))
            await driven.press("home", "enter")
            await driven.until(lambda: driven.app.screen is driven.screen)
        typed = {editor.field.name: editor.raw for editor in picks}
        await driven.save()
        await driven.until(lambda: driven.said.startswith("Saved."))
    stored = services.people.profile(EMPLOYEES, eve.id)
    assert raw_of({editor.field.name: editor.field for editor in picks}, stored.values, stored.country) == typed
    assert check(services.database) == ()
