"""Other names for actions and screens, as people say them, by the ids of their bindings."""

from __future__ import annotations

from collections.abc import Mapping

from fleet_tui.domain.fields import PersonKind

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "account.password": ("change my password", "new password"),
    "account.sign_out": ("log out", "logout", "log off", "sign off", "switch user"),
    "actions.activate": ("enable", "reactivate", "rehire", "reinstate", "bring back", "unblock"),
    "actions.again": ("repeat", "the same again"),
    "actions.deactivate": (
        "disable",
        "terminate",
        "fire",
        "suspend",
        "dismiss",
        "offboard",
        "delete",
        "remove",
        "block",
    ),
    "actions.export": ("csv", "excel", "xlsx", "json", "spreadsheet", "download", "save as"),
    "actions.invite": ("reinvite", "resend invitation", "create account", "send code", "welcome message"),
    "actions.like_save": ("repeat", "apply the change"),
    "actions.reset": ("reset password", "forgot password", "forgotten password", "new password", "locked out"),
    "actions.set": ("assign", "move to another team", "change role, zone, truck, skills, type", "bulk edit"),
    "app.destinations": ("menu", "screens", "sidebar", "navigate"),
    "app.fold": ("hide the sidebar", "more room", "wider"),
    "app.help": ("keys", "shortcuts", "manual", "how"),
    "app.palette": ("commands", "find anybody"),
    "app.quit": ("exit", "close the program", "end"),
    "app.redraw": ("repaint", "refresh the screen", "garbled"),
    "app.suspend": ("background", "command line"),
    "app.theme": ("colour", "color", "colours", "colors", "dark", "light", "contrast", "colour-blind", "appearance"),
    "company.redo": ("again",),
    "company.undo": ("revert", "take back"),
    "form.actions": ("deactivate", "activate", "invite", "reset password", "history", "photo"),
    "form.save": ("store", "apply", "write"),
    "go.account": ("my profile", "my password"),
    "go.company": ("preferences", "options", "payroll setting", "texts of messages", "sign-in mode", "time zone"),
    "go.employees": ("office", "staff", "users", "dispatchers"),
    "go.history": ("log", "audit", "changes", "who changed"),
    "go.lists": ("teams", "zones", "trucks", "vehicles", "skills", "positions", "business units"),
    "go.mail": ("outbox", "messages", "e-mail", "sms", "sent"),
    "go.roles": ("permissions", "access", "rights", "security"),
    "go.technicians": ("drivers", "field", "installers", "fleet"),
    "history.billed": ("invoice", "licences", "managed on a day"),
    "history.day": ("date", "jump to a day"),
    "history.open": ("before and after", "details"),
    "history.reload": ("refresh",),
    "list.actions": ("bulk", "menu"),
    "list.add": ("new", "create", "hire", "onboard"),
    "list.again": ("repeat", "the same again"),
    "list.clear": ("everybody", "all people", "reset the filter", "clear the filter"),
    "list.clear_marks": ("unmark all", "deselect", "unselect"),
    "list.columns": ("fields", "hide a column", "show a column", "layout"),
    "list.copy": ("spreadsheet", "clipboard"),
    "list.drafts": ("draft", "unfinished", "resume", "go on typing"),
    "list.edit": ("open", "profile", "change", "view", "details"),
    "list.filter": ("column filter",),
    "list.filter_line": ("search", "find", "look for", "query"),
    "list.import": ("upload", "load", "csv", "excel", "spreadsheet", "onboard many", "add several"),
    "list.inactive": ("former", "terminated", "left", "suspended"),
    "list.mark": ("select", "tick"),
    "list.mark_all": ("select all", "tick all"),
    "list.only_marked": ("selected only",),
    "list.pane": ("preview", "details", "split"),
    "list.range": ("select several",),
    "list.redo": ("again",),
    "list.reload": ("refresh",),
    "list.sort": ("order by",),
    "list.undo": ("revert", "take back", "mistake"),
    "list.views": ("saved searches", "favorites", "favourites", "bookmarks"),
    "lists.add": ("new entry",),
    "lists.rename": ("edit an entry",),
    "lists.retire": ("delete", "remove", "hide an entry"),
    "mail.again": ("resend", "retry"),
    "mail.reload": ("refresh",),
    "mail.stop": ("cancel a message", "unsend"),
    "profile.activate": ("enable", "reactivate", "rehire"),
    "profile.another": ("next one", "add several"),
    "profile.as_employee": ("promote to the office", "both kinds"),
    "profile.as_technician": ("both kinds",),
    "profile.deactivate": ("disable", "terminate", "fire", "suspend", "delete", "remove"),
    "profile.history": ("log", "who changed", "audit"),
    "profile.invite": ("reinvite", "resend invitation", "create account"),
    "profile.like": ("duplicate", "clone", "template"),
    "profile.photo": ("picture", "face"),
    "profile.reset": ("reset password", "forgot password"),
    "roles.reload": ("refresh",),
    "roles.toggle": ("grant", "deny", "permission"),
}

AT_CURSOR = (
    "actions.",
    "history.edit",
    "history.open",
    "list.copy",
    "list.edit",
    "list.mark",
    "list.range",
    "lists.rename",
    "lists.retire",
    "mail.again",
    "mail.open",
    "mail.stop",
    "roles.save",
    "roles.toggle",
)
"""How the ids of bindings begin that act on what is at the cursor: from another screen, where nobody sees what that is,
the palette leads there and says the key."""

KIND_SYNONYMS: Mapping[PersonKind, tuple[str, ...]] = {
    PersonKind.TECHNICIAN: ("driver", "field", "installer"),
    PersonKind.EMPLOYEE: ("office", "staff", "user", "dispatcher"),
}
"""What people of a kind are called too."""

PLACES: Mapping[str, str] = {
    "account": "on My account",
    "actions": "in the menu of x on a list",
    "app": "anywhere",
    "choose": "in a list of choices",
    "door": "at sign-in",
    "filter": "in the filter of a column",
    "form": "in a form",
    "go": "anywhere",
    "history": "on History",
    "list": "on a list of people",
    "lists": "on Lists",
    "mail": "on Mail",
    "mapping": "on the columns of a file",
    "options": "in a menu",
    "path": "in the path of a file",
    "profile": "in Profile Actions (F4 in a profile)",
    "roles": "on Roles",
    "screen": "on every screen",
    "ticks": "in a list to tick",
}
"""Where the keys of an area work, by the first part of a binding's id; other areas are called by that part."""


def place_of(id: str) -> str:
    """Where a binding works, in words."""
    area = id.partition(".")[0]
    return PLACES.get(area, f"in the {area.replace('_', ' ')}")
