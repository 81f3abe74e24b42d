"""The age testkit is in the shared set for programs whose backup is an age file; this one's is not."""

import pytest

from conformance.harness import FAMILIES, Family


def test_age_testkit() -> None:
    reason = "backups of this program are not age files"
    FAMILIES["age-testkit"] = Family("age-testkit", not_run=reason)
    pytest.skip(f"NOT RUN: age-testkit: {reason}")
