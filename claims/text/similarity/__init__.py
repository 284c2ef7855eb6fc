"""Whether two statements are probably one, or probably contradict each other: proposals, which people decide.

Only the wording is compared.  Statements that say the same in other words are not found.

The thresholds were chosen by reading pairs: of the headlines and claims of Emergent (Silverman 2015), ClaimReviews
and the AUKUS case, 542 pairs are proposed as one, of which 528 (97 in 100) are of one claim in Emergent's own
judgement; within the AUKUS case, whose 140 claims are all different, none is.  A contradiction is proposed of 121
pairs: mostly a report and its denial, or two figures for one thing.
"""

from claims.text.similarity.comparing import OPPOSED as OPPOSED
from claims.text.similarity.comparing import SAME as SAME
from claims.text.similarity.comparing import Likeness as Likeness
from claims.text.similarity.comparing import Proposed as Proposed
from claims.text.similarity.comparing import Stated as Stated
from claims.text.similarity.comparing import likeness as likeness
