"""Which icon stands for what. `static/build.mjs` copies the icons that are named here and in the templates."""

STATUS = {
    "new": "circle-dot",
    "verified": "badge-check",
    "in_progress": "wrench",
    "waiting_reporter": "message-circle-question-mark",
    "waiting_vendor": "hourglass",
    "resolved": "circle-check",
    "closed": "archive",
    "rejected": "ban",
    "duplicate": "copy",
    "cancelled": "circle-slash",
}

EVENT = {
    "filed": "inbox",
    "seen": "eye",
    "reopened": "rotate-ccw",
    "assigned": "user-check",
    "noted": "notebook-pen",
    "contacted": "message-circle",
    "edited": "pencil",
    "merged": "git-merge",
    "photo": "image",
    "joined": "user-plus",
    "rated": "star",
    "due_soon": "clock-alert",
    "merged_in": "git-merge",
    "split_off": "split",
    "undone": "undo-2",
    "revealed": "eye",
    "overdue": "alarm-clock",
    "escalated": "siren",
    "retimed": "clock",
    "reminded": "message-circle-question-mark",
}
"""Of the timeline; a move shows the icon of the status it leads to."""

CLOCK = {
    "running": "clock",
    "soon": "clock-alert",
    "late": "alarm-clock",
    "twice": "siren",
    "paused": "circle-pause",
    "met": "circle-check",
    "missed": "circle-alert",
}
"""Of a target, by how it stands."""

RAIL = {
    "overview": "layout-dashboard",
    "reports": "inbox",
    "tasks": "clipboard-check",
    "agencies": "building-2",
    "people": "users",
    "duty": "calendar-clock",
    "settings": "settings",
}

SETTING = {
    "desk": "headset",
    "on_call": "moon",
    "hours": "clock",
    "holidays": "calendar-days",
    "targets": "gauge",
    "drafts": "message-circle",
    "replies": "reply",
}
