/** The list with one of its items at another place. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_, index) => index !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}

/** The list with one of its items replaced. */
export const replaced = <Item>(list: readonly Item[], at: number, item: Item): Item[] =>
  list.map((other, index) => (index === at ? item : other));

/** The list without one of its items. */
export const without = <Item>(list: readonly Item[], at: number): Item[] =>
  list.filter((_, index) => index !== at);
