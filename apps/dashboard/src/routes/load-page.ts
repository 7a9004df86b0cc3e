import { lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../lib/i18n/i18n.ts';

/** The styles that the first page does without. */
const loadStyles = (): Promise<unknown> => import('../mantine-page-styles.ts');

/** What a page needs before it is shown: its texts, and the styles that the first page does without. For a route's loader. */
export async function loadPage(...names: Parameters<typeof loadTexts>): Promise<void> {
  await Promise.all([loadTexts(...names), loadStyles()]);
}

/** The component of such a page. Its own styles change those of the library, so they are asked for after them: the browser keeps that order. */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    const [, page] = await Promise.all([loadStyles(), load()]);
    return page;
  }, name);
