"""What runs beside the pages: the outbox sender and the mail intake."""
