"""Soundfonts need the ``fluidsynth`` program; without it their tests are left out, and pytest says so."""

from __future__ import annotations

from models.leader.audio import soundfont

collect_ignore = [] if soundfont.find() else ["test_soundfont.py"]


def pytest_report_header() -> str:
    return f"soundfont: {soundfont.find() or 'left out: install fluidsynth and timgm6mb-soundfont'}"
