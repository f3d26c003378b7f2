// Days as people write them.

/** Is it a day of the calendar, as YYYY-MM-DD? */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // February 30 parses, as March 2.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
