"""Open Badges 3.0: 1EdTech validator samples, specification examples, edubadges."""

from conformance.harness import cases, context, judge, run_family, vectors


def test_open_badges_3() -> None:
    root = vectors("open-badges-3")
    run = context(root)
    run_family("open-badges-3", cases("open-badges-3", 64), lambda case: judge(case, run))
