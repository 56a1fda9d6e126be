"""The school's business: rules, records, decisions. Knows no pages."""
