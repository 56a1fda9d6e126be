"""Coming in by invitation: by the link of a mail, or by the code of a letter."""
