/** A slug made of a name: lower-case letters, digits and hyphens, as the sign-in takes it. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 5;

/** A password that can be read out: four groups of letters and digits that are not mistaken for each other; some 99 bits. */
export function passwordOf(random: Uint8Array): string {
  const letters = [...random.slice(0, GROUPS * GROUP)].map((byte) => alphabet[byte % alphabet.length] ?? 'a');
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP).join(''),
  ).join('-');
}

export const newPassword = (): string => passwordOf(crypto.getRandomValues(new Uint8Array(GROUPS * GROUP)));
