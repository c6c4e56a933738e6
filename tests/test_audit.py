"""A dependency with a known vulnerability fails the audit; what could not be looked at is said."""

from scripts.audit import needed, verdict


def package(name, *ids, **more):
    vulns = [{"id": each, "fix_versions": ["2.0"]} for each in ids]
    return {"name": name, "version": "1.0", "vulns": vulns, **more}


UNKNOWN = {"name": "numpy", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_a_known_vulnerability_fails_and_the_way_out_is_told():
    lines, code = verdict({"dependencies": [package("mido"), package("starlette", "PYSEC-2026-1")]})
    assert code == 1
    assert lines == [
        "audit: 2 dependencies looked at, 1 vulnerabilities known",
        "audit: starlette 1.0: PYSEC-2026-1, mended in 2.0",
    ]


def test_none_known_passes():
    assert verdict({"dependencies": [package("mido")]})[1] == 0


def test_what_was_not_looked_at_is_named():
    lines, code = verdict({"dependencies": [package("mido"), UNKNOWN]})
    assert (lines[0].rpartition("; ")[2], code) == ("not looked at: numpy", 0)


def test_a_service_that_cannot_be_asked_is_said_and_no_failure():
    for report in ({}, {"dependencies": [UNKNOWN]}):
        (line,), code = verdict(report)
        assert "cannot be asked from here" in line
        assert code == 0


def test_all_that_the_bridge_needs_is_asked_for_and_nothing_else():
    found = needed()
    assert {"numpy", "uvicorn", "h11", "cffi"} <= set(found)
    assert not {"leaderbridge", "pytest", "torch"} & set(found)
