const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A time as a field of the type `datetime-local` has it, where this browser is. */
export const localTime = (at: Date): string =>
  `${String(at.getFullYear())}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
