"""The gallery: every component in every state, and pages made of them.

For people who build pages, and for anyone who wants to see what Schoolgate looks
like. All names in it are invented; it reads nothing and changes nothing.
"""
