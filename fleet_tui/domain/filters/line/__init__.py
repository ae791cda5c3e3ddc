"""The filter line: a small language that says the same as the filters of the columns (product.md, "Keys").

| Written | Means |
| :- | :- |
| `de la` | The name contains these words. |
| `email:"de la"`, `email:none`, `email:any` | A text contains this; there is none; there is some. |
| `team:north,south`, `skills:-gas`, `team:none` | One of the values; not that value; no value. |
| `daily_goal>=100`, `start_date:2026-01-01..2026-01-31` | A number or a day in a range; a side may be open. |
| `changed>7d`, `changed<2w` | A day relative to today: within the last 7 days; two weeks ago or earlier. |

Terms stand between blanks and must all hold. What stands in quotes is never a sign of the language; a backslash in
quotes takes the next character as it is. An entry without a name that is known is written `#17`, by its id.
"""

from __future__ import annotations

from fleet_tui.domain.filters.line.advising import advice_for
from fleet_tui.domain.filters.line.completing import Completion, complete
from fleet_tui.domain.filters.line.parsing import parse
from fleet_tui.domain.filters.line.printing import to_text
from fleet_tui.domain.filters.line.vocabulary import Vocabulary
from fleet_tui.domain.filters.line.words import BadFilter

__all__ = ["BadFilter", "Completion", "Vocabulary", "advice_for", "complete", "parse", "to_text"]
