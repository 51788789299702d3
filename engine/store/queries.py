"""Queries over all entries: which outcomes stand, and which cannot stand beside the others."""

LIVE = "NOT EXISTS (SELECT 1 FROM entry later WHERE later.supersedes = e.number)"
_SECOND_OUTCOME = """
    SELECT MAX(number) FROM entry WHERE kind = 'confirmed' AND supersedes IS NULL GROUP BY policy, case_id
    HAVING COUNT(*) > 1
"""
_SECOND_CORRECTION = """
    SELECT MAX(number) FROM entry WHERE supersedes IS NOT NULL GROUP BY supersedes HAVING COUNT(*) > 1
"""
_CORRECTION_OF_ANOTHER = """
    SELECT e.number FROM entry e LEFT JOIN entry b ON b.number = e.supersedes WHERE e.supersedes IS NOT NULL
    AND (b.number IS NULL OR b.number >= e.number OR b.policy <> e.policy OR b.case_id <> e.case_id)
"""
_TOO_MUCH_FOR_AN_ORDER = f"""
    SELECT MAX(e.number) FROM entry e WHERE e.kind = 'confirmed' AND {LIVE} GROUP BY e.policy, e.order_id
    HAVING SUM(e.payable) > MIN(e.most) AND SUM(e.payable) > 0
"""
BREACHES = (_SECOND_OUTCOME, _SECOND_CORRECTION, _CORRECTION_OF_ANOTHER, _TOO_MUCH_FOR_AN_ORDER)
