"""Words for people and the ties between them."""

from schoolgate.kernel.vocabulary import Relationship, Responsibility

__all__ = ["Relationship", "Responsibility"]
