"""Writing down what a family said: a call, a letter, a word at the gate."""
