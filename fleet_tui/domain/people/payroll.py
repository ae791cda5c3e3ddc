"""The Payroll tab of a technician, which some may see and fewer may change (product.md, "Technician")."""

from __future__ import annotations

from decimal import Decimal

from fleet_tui.domain.fields import PAYROLL_TAB, Field, Kind, Section
from fleet_tui.domain.people import choices

PAYROLL = Section(
    "Payroll",
    (
        Field("in_payroll", "Include in Payroll", Kind.TOGGLE, default=False),
        Field("pay_type", "Pay Type", Kind.CHOICE, choices=choices.PAY_TYPES),
        Field("pay_basis", "Pay Basis", Kind.CHOICE, choices=choices.PAY_BASES),
        Field("payroll_id", "Payroll ID", Kind.TEXT, length=40, unique=True),
        Field("hourly_rate", "Hourly Rate", Kind.MONEY),
        Field("commission", "Commission %", Kind.PERCENT, maximum=Decimal(100)),
        Field("sold_by", "Sold-by %", Kind.PERCENT, maximum=Decimal(100)),
        Field("start_date", "Start Date", Kind.DATE),
    ),
    tab=PAYROLL_TAB,
)

BURDEN_RATE = Field(
    "burden_rate", "Hourly Burden Rate", Kind.MONEY, default=Decimal("0.00"), least=10, width=12, header="Burden rate"
)
"""The cost of an hour, from which the pay follows; it stands beside the revenue goal."""

PAYROLL_DEFAULTS: dict[str, object] = {field.name: field.default for field in (*PAYROLL.fields, BURDEN_RATE)}
PAYROLL_FIELDS = frozenset(PAYROLL_DEFAULTS)
"""The names of all that the payroll permissions are about."""
