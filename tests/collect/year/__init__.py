"""A year of a city: sixty units, three waves of mail, and what becomes of each."""
