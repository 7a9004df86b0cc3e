/** Midnight at the beginning of a day, so many days before the one that is given, where this browser is. */
export const startOfDay = (now: Date, daysBefore: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore);

/** Where this browser is, by its name in the IANA database. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
