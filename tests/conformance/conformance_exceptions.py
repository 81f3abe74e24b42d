"""Cases whose outcome is not met on purpose: path in the shared vectors -> the clause that justifies it.

At most 60 over all families. A case that starts to meet its outcome must leave the list.
"""

EXCEPTIONS: dict[str, str] = {}
