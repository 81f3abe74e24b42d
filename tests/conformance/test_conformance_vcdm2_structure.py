"""Conformance inputs of the W3C Verifiable Credentials Data Model 2.0: good and bad shapes, unsigned."""

from conformance.harness import Case, cases, context, judge, look, run_family, vectors
from wallet.verification.verdict import State


def test_vcdm2_structure() -> None:
    root = vectors("vcdm2-structure")
    run = context(root)

    def verdict(case: Case) -> str | None:
        state = look(case, run).report.verdict.state
        if case.outcome == "valid":
            # The inputs are not signed: read, and called a statement.
            return None if state is State.UNSIGNED else f"not read as an unsigned statement: {state}"
        return judge(case, run)

    run_family("vcdm2-structure", cases("vcdm2-structure", 87), verdict)
