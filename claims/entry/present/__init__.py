"""The present state of claims (`claim_now`): kept in step inside each writing transaction, and made anew."""
