"""The one kind of error a person is meant to read."""


class BridgeError(Exception):
    """What is wrong, where, and what to do: one line, shown without a traceback.

    Raised for a wrong call, config or input; the command line ends with exit code 2.
    """


class ModelError(BridgeError):
    """A model file that cannot be used; live, the bridge goes on without it."""


class CommandError(BridgeError):
    """A command that cannot be obeyed now; answered with ``/bridge/error``, never fatal."""
