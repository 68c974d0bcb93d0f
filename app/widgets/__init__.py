"""Widgets that any tab can use: forms, editors, cards, sliders, lists, formulas, transport."""
