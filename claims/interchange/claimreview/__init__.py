"""ClaimReviews: the fact-checks of others read in, our own verdicts written (docs/claimreview.md)."""
