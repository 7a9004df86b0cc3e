import { describe, expect, it } from 'vitest';
import { preloadLinks, Preloads } from './dashboard-preloads.ts';

const preloads = Preloads.parse({
  overview: ['assets/overview.js'],
  inbox: ['assets/inbox.js', 'assets/pane.js', 'assets/overview.js'],
  en: ['assets/en.js'],
  'pt-br': ['assets/pt-br.js'],
  'texts-en': ['assets/texts-en.js'],
  'texts-pt-br': ['assets/texts-pt-br.js'],
});
const filesAt = (url: string, acceptLanguage?: string): string[] =>
  [...preloadLinks(preloads, url, acceptLanguage).matchAll(/href="\/app\/assets\/([^"]+)"/g)].flatMap(
    ([, file]) => file ?? [],
  );

describe('what the browser is told to fetch', () => {
  it.each([
    ['the first page', '/app/', ['overview.js', 'en.js']],
    ['the first page with filters', '/app/?period=day', ['overview.js', 'en.js']],
    ['another page', '/app/inbox', ['inbox.js', 'pane.js', 'overview.js', 'en.js', 'texts-en.js']],
    [
      'what is open on it',
      '/app/inbox/0198f3c0?status=closed',
      ['inbox.js', 'pane.js', 'overview.js', 'en.js', 'texts-en.js'],
    ],
    ['the sign-in', '/app/sign-in?from=%2Finbox', ['en.js']],
    ['an address of nothing', '/app/constructor', ['en.js']],
  ])('for %s', (_where, url, files) => {
    expect(filesAt(url)).toEqual(files);
  });

  it.each([
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-br.js'],
    ['de-DE,de;q=0.9,pt;q=0.7,en;q=0.5', 'pt-br.js'],
    ['en-GB,pt-BR;q=0.5', 'en.js'],
    ['de', 'en.js'],
  ])('the texts of the language of %s', (acceptLanguage, file) => {
    expect(filesAt('/app/sign-in', acceptLanguage)).toEqual([file]);
  });

  it('as modules, as the page will ask for them', () => {
    expect(preloadLinks(preloads, '/app/inbox', undefined)).toContain(
      '<link rel="modulepreload" crossorigin href="/app/assets/inbox.js"><link rel="modulepreload" crossorigin href="/app/assets/pane.js">',
    );
  });
});
