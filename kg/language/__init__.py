"""The spaCy pipeline that kg brings, and its training."""
