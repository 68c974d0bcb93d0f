"""What tabs have in common in which something is run, held, stepped and stopped at the press of a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from app.commands import Command
from app.tabs.base import StudyTab
from app.widgets.transport import Transport
from core.config.words import mark
from core.jobs import Job, State

Order = Callable[[Job], Any]
"""What is asked of a job: `Job.run`, `Job.step` ..."""


def running_commands(run: str, step: str, stop: str) -> tuple[Command, ...]:
    """Return the commands to run, to step and to stop, with what each does in marked words."""
    return (
        Command("run", mark("app", "Run or pause"), "toggle_run", ("Space", "Ctrl+R"), run, enabled="can_run"),
        Command("step", mark("app", "One step"), "step", ("S", "Ctrl+T"), step, enabled="can_run"),
        Command("stop", mark("app", "Stop"), "stop", ("Esc", "Ctrl+."), stop, enabled="can_stop"),
    )


class RunningTab(StudyTab):
    """Base of these tabs.

    Attributes
    ----------
    answers_when_run : bool
        Whether the question of a scene is answered by what is run.
    transport : Transport
        Its buttons, and the state that they show.
    """

    answers_when_run: ClassVar[bool] = True
    transport: Transport

    def bind_buttons(self) -> None:
        for button, id in (
            (self.transport.main, "run"),
            (self.transport.step, "step"),
            (self.transport.stop, "stop"),
        ):
            self.command_actions.bind(button, id)

    @property
    def can_run(self) -> bool:
        """Whether the work can be begun, held or gone on with."""
        return self.transport.can_run

    @property
    def can_stop(self) -> bool:
        """Whether there is something to stop."""
        return self.transport.can_stop

    def toggle_run(self) -> None:
        """Run, or hold what runs."""
        if self.transport.state is State.RUNNING:
            self.pause()
        else:
            self.run()

    def run(self) -> None:
        """Begin the work, or go on after a pause."""
        self.work_on(Job.run)

    def step(self) -> None:
        """Do one step, and hold."""
        self.work_on(Job.step)

    def pause(self) -> None:
        """Hold the work."""
        self.ask(Job.pause)

    def stop(self) -> None:
        """End the work; what has come of it stays."""
        if self.is_active:
            self.ask(Job.stop)
            self.show_state(State.STOPPING)

    def run_revealed(self) -> None:
        if self.answers_when_run and self.outcome() is None and not self.is_active and self.can_run:
            self.run()

    # -- for subclasses

    def work_on(self, order: Order) -> None:
        """Do as asked, with new work where there is none."""
        raise NotImplementedError

    @property
    def is_active(self) -> bool:
        """Whether the work has begun and not ended."""
        raise NotImplementedError

    def ask(self, order: Order) -> None:
        """Ask something of the work, where there is any."""
        raise NotImplementedError

    def show_state(self, state: State) -> None:
        """Show what the work is doing, and forbid what is not possible meanwhile."""
        raise NotImplementedError
