"""Who speaks and for whom: credits, bylines, sentences that tell who spoke, other persons."""
