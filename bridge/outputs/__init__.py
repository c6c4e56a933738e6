"""The beat goes out: MIDI clock and OSC, each in a process of its own (`registry.OUTPUTS`)."""
