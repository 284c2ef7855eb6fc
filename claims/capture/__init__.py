"""From an article to the claims to decide on.

The pure core reads plain text into proposals: `claims.capture.proposals.proposals` is its one entrance.  A proposal is
never a claim: nothing counts until a person accepted it.
"""
