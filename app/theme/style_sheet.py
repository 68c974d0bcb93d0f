"""The style sheet of every widget, made of the colours and sizes of a theme."""

from __future__ import annotations

from collections.abc import Callable

from app.theme.colors import Colors
from app.theme.metrics import Metrics

ROW_PADDING = 6
"""Pixels beside the text of a row of a list, at the normal text size."""


def style_sheet(c: Colors, m: Metrics, picture: Callable[[str, str], str]) -> str:
    """Return the style sheet.

    Parameters
    ----------
    c, m : Colors, Metrics
        Of the theme.
    picture : callable
        Returns the path of an icon in a colour; a style sheet takes only files.
    """
    p = m.px
    # what is to be round has a radius of half its size; one that is larger is not drawn at all
    bar, progress, edge = p(10), p(6), p(2)
    knob, groove = 2 * p(7), 2 * p(2)
    beyond = (knob + 2 * edge - groove) // 2
    ring = 3 * p(1)
    # Qt lays boxes out for an arrow of the normal size: what a larger one needs is padding, and it is moved there
    arrow = max(0, p(20) - 20)
    return f"""
    QWidget {{ color: {c.text}; }}
    QMainWindow, QDialog, #page {{ background: {c.window}; }}
    QToolTip {{ background: {c.card}; color: {c.text}; border: {p(1)}px solid {c.border}; padding: {p(4)}px; }}
    #card {{ background: {c.card}; border: {p(1)}px solid {c.border}; border-radius: {p(8)}px; }}
    #heading {{ color: {c.muted}; font-weight: bold; }}
    #title {{ font-size: {m.title_points:.4g}pt; font-weight: bold; }}
    #sentence {{ font-size: {m.sentence_points:.4g}pt; }}
    QToolButton#place {{ font-size: {m.number_points:.4g}pt; font-weight: bold; border-color: transparent;
        padding: {p(2)}px; }}
    QToolButton#place:focus {{ border-color: {c.accent}; }}
    QToolButton#menu::menu-indicator {{ image: none; }}
    #strong {{ font-weight: bold; }}
    #letter {{ font-size: {m.sentence_points:.4g}pt; font-weight: bold; color: {c.accent}; }}
    #covered {{ font-size: {m.sentence_points:.4g}pt; color: {c.muted}; }}
    #small {{ color: {c.muted}; font-size: {m.small_points:.4g}pt; }}
    #muted {{ color: {c.muted}; }}
    #fault {{ color: {c.error}; }}
    #message {{ background: {c.card}; border: {p(1)}px solid {c.error}; border-radius: {p(8)}px; }}
    #row {{ border-radius: {p(6)}px; }}
    #row[current="true"] {{ background: {c.selected}; }}
    QLabel:disabled, QCheckBox:disabled {{ color: {c.disabled}; }}
    QPushButton, QToolButton {{ background: {c.card}; border: {p(1)}px solid {c.border}; border-radius: {p(6)}px;
        padding: {p(5)}px {p(12)}px; }}
    QToolButton {{ padding: {p(5)}px; }}
    QPushButton#narrow {{ padding: {p(4)}px 0; }}
    QPushButton, QToolButton, QTabBar, QListView {{ icon-size: {m.icon}px; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {c.selected}; }}
    QPushButton:focus, QToolButton:focus {{ border: {p(1)}px solid {c.accent}; }}
    QToolButton:checked:focus {{ border-color: {c.text}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.disabled}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border: {p(1)}px solid {c.accent};
        font-weight: bold; }}
    QPushButton#primary:hover {{ background: {c.accent_hover}; }}
    QPushButton#primary:focus {{ border: {ring}px double {c.accent}; background-clip: padding;
        padding: {p(5) + p(1) - ring}px {p(12) + p(1) - ring}px; }}
    QPushButton#primary:disabled {{ background: {c.border}; border-color: {c.border}; color: {c.disabled}; }}
    QToolButton#flat {{ background: transparent; border: {p(1)}px solid transparent; padding: {p(3)}px; }}
    QToolButton#link {{ background: transparent; border: none; border-radius: 0; padding: 0; }}
    QToolButton#link:hover, QToolButton#link:focus {{ color: {c.accent}; }}
    QToolButton#link:focus {{ text-decoration: underline; }}
    QToolButton#flat:hover {{ background: {c.hover}; }}
    QToolButton#flat:focus {{ border: {p(1)}px solid {c.accent}; }}
    QLineEdit, QComboBox {{ background: {c.field}; border: {p(1)}px solid {c.border}; border-radius: {p(6)}px;
        padding: {p(2)}px {p(8)}px; min-height: {p(22)}px; selection-background-color: {c.accent}; }}
    QComboBox {{ padding-right: {arrow}px; }}
    QLineEdit:focus, QComboBox:focus {{ border: {p(1)}px solid {c.accent}; }}
    QLineEdit[invalid="true"], QComboBox[invalid="true"] {{ border: {p(1)}px solid {c.error}; }}
    QLineEdit:disabled, QComboBox:disabled {{ color: {c.disabled}; background: {c.window}; }}
    QComboBox::drop-down {{ border: none; width: {p(20) - arrow}px; }}
    QComboBox::down-arrow {{ image: url({picture("chevron-down", c.muted)}); width: {p(16)}px; height: {p(16)}px;
        position: relative; right: {arrow // 2}px; }}
    QComboBox QAbstractItemView {{ background: {c.card}; border: {p(1)}px solid {c.border}; outline: none;
        selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QCheckBox {{ spacing: {p(8)}px; }}
    QCheckBox::indicator, QListView::indicator {{ width: {p(16)}px; height: {p(16)}px; border: {p(1)}px solid {c.muted};
        border-radius: {p(4)}px; background: {c.field}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url({picture("check", c.on_accent)}); }}
    QCheckBox::indicator:focus {{ border: {p(2)}px solid {c.accent}; }}
    QCheckBox::indicator:checked:focus {{ border: {p(2)}px solid {c.text}; }}
    QCheckBox:focus {{ text-decoration: underline; }}
    QCheckBox::indicator:disabled {{ border-color: {c.border}; }}
    QCheckBox::indicator:checked:disabled {{ background: {c.disabled}; }}
    QScrollArea, QScrollArea > QWidget > QWidget#column {{ background: transparent; border: none; }}
    QScrollArea:focus {{ border: {p(1)}px solid {c.accent}; border-radius: {p(4)}px; }}
    QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.border}; border-radius: {bar // 2}px; min-height: {p(32)}px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.disabled}; }}
    QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.border}; border-radius: {bar // 2}px; min-width: {p(32)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page, QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QSplitter::handle {{ background: transparent; }}
    QProgressBar {{ background: {c.border}; border: none; border-radius: {progress // 2}px;
        max-height: {progress}px; min-height: {progress}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {progress // 2}px; }}
    QSlider {{ min-height: {p(24)}px; }}
    QSlider::groove:horizontal {{ height: {groove}px; border-radius: {groove // 2}px; background: {c.border}; }}
    QSlider::sub-page:horizontal {{ height: {groove}px; border-radius: {groove // 2}px; background: {c.accent}; }}
    QSlider::handle:horizontal {{ width: {knob}px; height: {knob}px; margin: -{beyond}px 0;
        border-radius: {knob // 2 + edge}px; background: {c.card}; border: {edge}px solid {c.accent}; }}
    QSlider::handle:horizontal:hover {{ background: {c.selected}; }}
    QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {c.disabled}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {c.disabled}; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {p(8) - edge}px {p(16) - edge}px {p(8)}px;
        border: {edge}px solid transparent; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:selected:focus {{ border-color: {c.accent}; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTableView {{ background: transparent; selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QHeaderView {{ background: transparent; }}
    QHeaderView::section {{ background: {c.card}; color: {c.muted}; border: none;
        border-bottom: {p(1)}px solid {c.border}; padding: {p(2)}px {p(4)}px; }}
    QMenu {{ background: {c.card}; border: {p(1)}px solid {c.border}; padding: {p(4)}px; }}
    QMenu::item {{ padding: {p(5)}px {p(24)}px; border-radius: {p(4)}px; }}
    QMenu::item:selected {{ background: {c.selected}; }}
    QMenu::item:disabled {{ color: {c.disabled}; }}
    QMenu::separator {{ height: {p(1)}px; background: {c.border}; margin: {p(4)}px {p(8)}px; }}
    QStatusBar#toast {{ background: {c.text}; color: {c.card}; border-radius: {p(6)}px; padding: 0 {p(8)}px; }}
    QListView {{ background: transparent; border: none; outline: none; }}
    QListView:focus {{ border: {p(1)}px solid {c.accent}; border-radius: {p(6)}px; }}
    QListView::item {{ padding: {p(3)}px {p(ROW_PADDING)}px; border-radius: {p(6)}px; }}
    QListView::item:hover {{ background: {c.hover}; }}
    QListView::item:selected {{ background: {c.selected}; color: {c.accent}; }}
    """
