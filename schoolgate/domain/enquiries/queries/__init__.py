"""What pages and mails read of enquiries: whose desk, what is due, what was said."""
