import { z } from 'zod';

/** What the build writes into `preloads.json`; see apps/dashboard/vite-plugins.ts. */
export const Preloads = z
  .record(z.string(), z.array(z.string()))
  .transform((preloads): ReadonlyMap<string, string[]> => new Map(Object.entries(preloads)));
export type Preloads = z.infer<typeof Preloads>;

const HOME = 'overview';

/** The language that the page will most likely choose. One that was chosen by hand is known to the browser alone. */
function languageOf(acceptLanguage: string | undefined): string {
  const [, language = 'en'] = /\b(en|pt)\b/i.exec(acceptLanguage ?? '') ?? [];
  return language.toLowerCase() === 'pt' ? 'pt-br' : 'en';
}

function purposesOf(preloads: Preloads, url: string, language: string): string[] {
  const [, page = ''] = /^\/app\/([a-z]*)/.exec(url) ?? [];
  if (page === '') return [HOME, language];
  return preloads.has(page) ? [page, language, `texts-${language}`] : [language];
}

/** The elements by which the browser fetches at once all that an address needs, rather than one thing after the other. */
export function preloadLinks(preloads: Preloads, url: string, acceptLanguage: string | undefined): string {
  const purposes = purposesOf(preloads, url, languageOf(acceptLanguage));
  const files = new Set(purposes.flatMap((purpose) => preloads.get(purpose) ?? []));
  return Array.from(files, (file) => `<link rel="modulepreload" crossorigin href="/app/${file}">`).join('');
}
