const PAGE = 100;
const MOST_PAGES = 10;

interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

/** The first thousand of a list that is read page by page. */
export async function allPages<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let place = 0; place < MOST_PAGES; place += 1) {
    const page: Page<Item> = await read({ limit: PAGE, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return items;
}
