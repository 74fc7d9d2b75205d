"""What is said beside the three matters: manners, fallback, handing over, privacy, other languages."""
