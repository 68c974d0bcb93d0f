"""The ways in: command line, window, scenes rendered without a window."""
