"""What several rules share: each module says which, and what of."""
