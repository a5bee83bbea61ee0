/** The heading for a time: a day, as one speaks of it now. Both in milliseconds since 1970. */
export function dayOf(time: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days > 1 && days < 7) return weekday.format(time);
  return new Date(time).getFullYear() === new Date(now).getFullYear()
    ? dayOfYear.format(time)
    : day.format(time);
}

export function timeOfDay(time: number): string {
  return clock.format(time);
}

const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

/** Rounding the difference of two midnights takes the hour of a summer-time change away. */
function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
