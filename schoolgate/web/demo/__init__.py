"""The persona picker and the local mailbox. Installed in demo mode only."""
