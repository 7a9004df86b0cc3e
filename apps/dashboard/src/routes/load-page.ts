import { loadTexts } from '../lib/i18n/i18n.ts';

/** What a page needs before it is shown: its texts, and the styles that the first page does without. For a route's loader. */
export async function loadPage(...names: Parameters<typeof loadTexts>): Promise<void> {
  await Promise.all([loadTexts(...names), import('../mantine-page-styles.ts')]);
}
