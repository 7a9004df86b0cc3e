/** The languages of the dashboard, each under its own name. */
export const languages = { en: 'English', 'pt-BR': 'Português (Brasil)' } as const;
export type Language = keyof typeof languages;

const KEY = 'recado.language';

export const isLanguage = (name: string | null): name is Language => name === 'en' || name === 'pt-BR';

/** The language that was chosen, or else the first of the browser's that there is. */
export function preferredLanguage(chosen: string | null, ofBrowser: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  for (const name of ofBrowser) {
    if (name.toLowerCase().startsWith('pt')) return 'pt-BR';
    if (name.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

export const rememberedLanguage = (): string | null => window.localStorage.getItem(KEY);
export const rememberLanguage = (language: Language): void => window.localStorage.setItem(KEY, language);
