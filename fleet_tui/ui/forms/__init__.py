"""What a form knows without a screen: what is typed against what is stored, and what applies when."""
