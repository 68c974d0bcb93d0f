"""The search for hyperparameters: many trials of one network, each with other settings, and which of them is best.

Read in this order: `space` (what is varied), `choosing` and `stopping` (which points are tried, and for how long),
`study` (what is configured), `trials` (one of them, and what is known of it), `lessons` (how some of them are trained,
in any process), `plan` and `searching` (which are trained next, and where), then `ranking` and `crown` (what came out,
and how much of it is luck), `conclusion` (the one look at the test set) and `verdicts` (all of that in words).
"""
