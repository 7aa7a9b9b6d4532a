/** The answer while the database is down, or not yet read. */
export const unavailable = { status: 503, headers: { "Retry-After": "2" } } as const;
