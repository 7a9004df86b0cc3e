/** An emoji, as it is found and shown. */
export interface Emoji {
  unicode: string;
  label: string;
  tags: readonly string[];
  group: number;
  /** The same in five tones of skin, from light to dark; empty for one without. */
  skins: readonly string[];
}

/** What the data set says of one; see emojibase's compact format. */
export interface RawEmoji {
  unicode: string;
  label: string;
  tags?: readonly string[] | undefined;
  group?: number | undefined;
  order?: number | undefined;
  skins?: readonly { unicode: string }[] | undefined;
}

/** The groups in their order; emojibase's group 2 holds parts of emoji only. */
export const emojiGroups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
const shown: ReadonlySet<number | undefined> = new Set(emojiGroups);
const TONES = 5;

/** The emoji that can be shown, in their order. */
export const emojiOf = (raw: readonly RawEmoji[]): Emoji[] =>
  raw
    .filter(({ group }) => shown.has(group))
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .map(({ unicode, label, tags = [], group = 0, skins = [] }) => ({
      unicode,
      label,
      tags,
      group,
      // Pairs of people have a skin for each combination; one tone for both is enough here.
      skins: skins.length === TONES ? skins.map((skin) => skin.unicode) : [],
    }));

const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('_', ' ').trim();

/** How well an emoji fits: 0 is best; undefined when it does not. */
function rank({ label, tags }: Emoji, query: string): number | undefined {
  const name = plain(label);
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (name.split(/[\s-]+/).some((word) => word.startsWith(query))) return 2;
  const plainTags = tags.map(plain);
  if (plainTags.includes(query)) return 3;
  return plainTags.some((tag) => tag.startsWith(query)) ? 4 : undefined;
}

/** Emoji by name or by what they stand for, the best first. */
export function foundEmoji(all: readonly Emoji[], text: string, most: number): Emoji[] {
  const query = plain(text);
  if (query === '') return [];
  return all
    .flatMap((emoji, at) => {
      const place = rank(emoji, query);
      return place === undefined ? [] : [{ emoji, place, at }];
    })
    .sort((one, other) => one.place - other.place || one.at - other.at)
    .slice(0, most)
    .map(({ emoji }) => emoji);
}

/** 0: yellow; 1 to 5: from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;
export const skinTones: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];

export const inTone = ({ unicode, skins }: Emoji, tone: SkinTone): string =>
  tone === 0 ? unicode : (skins[tone - 1] ?? unicode);

const MOST_RECENT = 24;

/** The emoji that were used last, the newest first. */
export const withRecent = (recent: readonly string[], used: string): string[] =>
  [used, ...recent.filter((other) => other !== used)].slice(0, MOST_RECENT);

/** Where an arrow leads in rows of so many; the same place at the edges. */
export function movedInGrid(at: number, key: string, count: number, columns: number): number {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  const next = key === 'Home' ? 0 : key === 'End' ? count - 1 : at + (steps[key] ?? 0);
  return next >= 0 && next < count ? next : at;
}
