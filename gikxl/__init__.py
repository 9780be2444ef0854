"""Fill in, check and mend the annual report on government information disclosure."""
