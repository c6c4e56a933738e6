"""Sound comes in.

JACK or PortAudio through pyo (`live`), or files and the demo band through pyo's manual mode
(`manual`), as periods in shared memory (`ring`), then as hops of one block a bus (`hops`).
"""
