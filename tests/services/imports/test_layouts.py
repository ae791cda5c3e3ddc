"""Files in the layouts that companies have: everybody comes in, and the same file again changes nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from fleet_tui.domain.bulk.plan import Plan, Verdict
from fleet_tui.domain.fields import PAYROLL_TAB
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from fleet_tui.tabular.source import BytesSource
from tests.support.layouts.every import LAYOUTS
from tests.support.layouts.layout import FEW, Layout
from tests.support.people import EMPLOYEES, TECHNICIANS

DEFAULTS = {
    TECHNICIANS: (("type", "managed"), ("role", "Technician"), ("positions", "Installer")),
    EMPLOYEES: (("role", "Office"), ("positions", "CSR")),
}
PAYROLL = {field.name for field in PROFILE_TYPES[TECHNICIANS].on_tab(PAYROLL_TAB)}
"""What is left out while payroll is off for the company."""
OF_PEOPLE_THERE = ("own export from a spreadsheet", "own export")

pytestmark = pytest.mark.usefixtures("good_file")


def planned(services: Services, layout: Layout) -> Plan:
    """The plan after at most one column was given its right target by hand."""
    file = services.imports.open(BytesSource(layout.file_name, layout.content()), layout.kind)
    changed = [
        column
        for column, (target, right) in enumerate(zip(file.mapping.targets, layout.targets, strict=True))
        if target != right and right not in PAYROLL
    ]
    assert len(changed) <= 1
    mapping = file.mapping
    for column in changed:
        mapping = mapping.with_target(column, layout.targets[column])
    defaults = tuple(each for each in DEFAULTS[layout.kind] if each[0] not in mapping.targets)
    return services.imports.plan(file, replace(mapping, defaults=(*defaults, ("country", layout.country))))


def verdicts(plan: Plan) -> Counter[tuple[Verdict, str]]:
    """How often each verdict occurs with its reason; “inactive” is said of people, not against them."""
    decisions = [plan.of(place) for place in range(len(plan))]
    return Counter((each.verdict, each.reason.replace("inactive", "")) for each in decisions)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in OF_PEOPLE_THERE])
def test_everybody_comes_in_once(services: Services, name: str) -> None:
    layout = LAYOUTS[name]
    plan = planned(services, layout)
    assert verdicts(plan) == {(Verdict.NEW, ""): FEW}
    services.imports.run(plan)
    assert [verdict for verdict, _ in verdicts(planned(services, layout))] == [Verdict.UNCHANGED]


def test_columns_of_payroll_are_left_out_while_it_is_off(services: Services) -> None:
    layout = LAYOUTS["payroll"]
    file = services.imports.open(BytesSource(layout.file_name, layout.content()), layout.kind)
    assert not PAYROLL & set(file.mapping.targets)
    assert file.notes == (
        "Left out: Payroll ID, Start Date, Pay Type, Hourly Rate. Payroll is off for the company: "
        "Settings › Company turns it on.",
    )
