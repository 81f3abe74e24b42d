"""Fixtures of the Digital Credentials Consortium: verifier-core, vc-test-fixtures, wallets, registries."""

from conformance.harness import cases, context, judge, run_family, vectors


def test_dcc() -> None:
    root = vectors("dcc")
    run = context(root)
    run_family("dcc", cases("dcc", 136), lambda case: judge(case, run))
