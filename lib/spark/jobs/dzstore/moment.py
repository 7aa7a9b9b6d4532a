"""Points in time, as a user writes them."""

from datetime import datetime, timezone


def moment(text):
    """Seconds since 1970 of a moment such as 2025-11-28T20:00Z; without a zone it is UTC."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at.timestamp() if at.tzinfo else at.replace(tzinfo=timezone.utc).timestamp()
