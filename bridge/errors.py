"""The one kind of error a person is meant to read."""

LONGEST = 800
"""Characters of a message: a terminal shows them, and OSC carries them in one packet."""


def one_line(text: str) -> str:
    """``text`` as a person can read it: what would steer a terminal is a question mark, the middle is cut.

    Messages quote files, programs and people, who may be clumsy or hostile.
    """
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST // 2]} … {plain[-LONGEST // 2 :]}"


class BridgeError(Exception):
    """What is wrong, where, and what to do: one line, shown without a traceback.

    Raised for a wrong call, config or input; the command line ends with exit code 2.
    """

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class ModelError(BridgeError):
    """A model file that cannot be used; live, the bridge goes on without it."""


class CommandError(BridgeError):
    """A command that cannot be obeyed now; answered with ``/bridge/error``, never fatal."""
