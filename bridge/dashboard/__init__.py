"""The page that a musician looks at: what is heard and decided, and every control, in a browser.

It runs in a process of its own. What the analysis hears reaches it folded to thirty values a second; the beat
it reads from the board; what people press goes the way that OSC's commands go.
"""
