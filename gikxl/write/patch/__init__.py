"""Single cells, notes and sheets changed inside a received workbook; all else stays as it came."""
