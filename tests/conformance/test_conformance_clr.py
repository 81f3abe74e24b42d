"""CLR 2.0: 1EdTech validator samples and the proof vector of the implementation guide."""

from conformance.harness import cases, context, judge, run_family, vectors


def test_clr() -> None:
    root = vectors("clr")
    run = context(root)
    run_family("clr", cases("clr", 7), lambda case: judge(case, run))
