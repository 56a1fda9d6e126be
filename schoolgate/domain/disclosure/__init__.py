"""The one gate: consents, objections, restrictions, holds -> who may be told what."""
