"""The fewest questions an interview can ask, found by visiting every state, without any code of the interview."""
