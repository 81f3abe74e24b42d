"""European Digital Credentials and ELM, DC4EU, EBSI4Austria, ELMO."""

from conformance.harness import Case, cases, context, judge, look, run_family, vectors
from wallet.verification.verdict import State

ONLY_WELL_FORMED = ("SHACL-valid, unsigned", "XSD valid")
"""What the set calls valid of these is their shape; nobody signed them."""


def test_europe() -> None:
    root = vectors("europe")
    run = context(root)

    def verdict(case: Case) -> str | None:
        if case.why in ONLY_WELL_FORMED:
            state = look(case, run).report.verdict.state
            return None if state is State.UNSIGNED else f"not read as an unsigned statement: {state}"
        return judge(case, run)

    run_family("europe", cases("europe", 55), verdict)
