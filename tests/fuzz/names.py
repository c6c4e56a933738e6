"""Names that a shell, a path, a format or a terminal would heed."""

HOSTILE = (
    "; touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "| touch pwned",
    "../../pwned",
    "/tmp/pwned",
    "pwned",
    "pwned\0",
    "x" * 4096,
    "%s%n",
    "{0.__class__}",
    "__import__('os')",
    "\u202epwned",
    "\x1b]0;pwned\a",
    "",
)
