"""What every test shares: the profiles of Hypothesis."""

import os

from hypothesis import settings

# `ci` tries the same examples every time, so that a red run can be repeated; `explore` rolls new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
