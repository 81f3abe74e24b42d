"""Protects this process before it handles anything private: no dumps, private files, a log without secrets."""

from wallet.adapters import hardening


def protect(log_level: str = "warning") -> None:
    """Harden the process and send its redacted log to standard error."""
    hardening.harden()
    hardening.set_up_logging(log_level)
