"""Whether two statements are probably the same claim or probably contradict each other: proposals for people to decide.

Only the wording is compared.  Statements that say the same in other words are missed.

The thresholds were chosen by reading pairs.  Among the headlines and claims of Emergent (Silverman 2015), ClaimReviews
and the AUKUS case, 542 pairs are proposed as duplicates; 528 of them (97 in 100) belong to the same claim in Emergent's
own judgement.  Within the AUKUS case, whose 140 claims all differ, no pair is proposed.  121 pairs are proposed as
contradictions: mostly a report and its denial, or two figures for the same quantity.
"""

from claims.text.similarity.comparing import OPPOSED as OPPOSED
from claims.text.similarity.comparing import SAME as SAME
from claims.text.similarity.comparing import DifferenceKind as DifferenceKind
from claims.text.similarity.comparing import Likeness as Likeness
from claims.text.similarity.comparing import Proposed as Proposed
from claims.text.similarity.comparing import Stated as Stated
from claims.text.similarity.comparing import likeness as likeness
