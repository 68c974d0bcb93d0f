"""The search tab: random search one can watch, and whose winner one learns to doubt.

`tab` is the tab itself, `space_card` where the space is set, `shown` what all views are given, `picture` how they stand
together, `exhibit` what is written to files.  Each view of a search is a module of its own (`scatter_view`,
`curve_grid`, `ranked_list` ...); `views` names them all.
"""

from app.tabs.base import TabEntry
from core.config.words import mark

TAB = TabEntry("search", mark("app", "Search"), "app.tabs.search.tab.SearchTab")
