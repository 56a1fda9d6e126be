"""Everything that changes who may act here."""
