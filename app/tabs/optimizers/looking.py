"""How a descent is looked at, as far as a command turns one thing in its view."""

from __future__ import annotations

from app.tabs.base import StudyTab


class LookingTab(StudyTab):
    """Base of the optimizer tab: what is in front, what is below, in decades or not."""

    @property
    def focus(self) -> str:
        """Which of the pictures is in front."""
        focus: str = self.study.view.focus
        return focus

    def set_focus(self, focus: str) -> None:
        """Bring the overlay, the panels or the map to the front."""
        self.document.look(focus=focus)
        if focus == "map":
            self.picture.map.setFocus()

    @property
    def is_map(self) -> bool:
        """Whether the map is in front."""
        return self.focus == "map"

    @property
    def is_log(self) -> bool:
        """Whether readings are shown in decades."""
        return bool(self.study.view.scale == "log")

    @property
    def has_scale(self) -> bool:
        """Whether there are readings to show in decades."""
        return bool(self.study.view.reading != "table")

    def toggle_log(self) -> None:
        """Show the readings in decades, or evenly."""
        self.document.look(scale="linear" if self.is_log else "log")

    @property
    def is_following(self) -> bool:
        """Whether far paths are shown in decades."""
        return bool(self.study.view.follow)

    def toggle_follow(self) -> None:
        """Show what is outside the view in decades, or only the view."""
        self.document.look(follow=not self.is_following)

    @property
    def has_below(self) -> bool:
        """Whether there is something below the picture."""
        return bool(self.study.view.below != "none")

    @property
    def can_have_below(self) -> bool:
        """Whether something can stand below the picture."""
        return self.focus == "overlay" and bool(self.study.view.paths)

    def toggle_below(self) -> None:
        """Show the rule with numbers and the readings below the picture, or only the picture."""
        self.document.look(below="none" if self.has_below else "both")
