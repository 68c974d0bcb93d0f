"""The trainer tab: networks learn MNIST side by side, with every cure one click away.

`tab` is the tab itself, `runs` its list of runs, `picture` what a training looks like, `exhibit` what is written to
files.
"""

from app.tabs.trainer.tab import TrainerTab

__all__ = ["TrainerTab"]
