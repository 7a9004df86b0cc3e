import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from '../../locales/en/index.ts';
import { preferredLanguage, rememberLanguage, rememberedLanguage, type Language } from './languages.ts';

/** Only the language that is read is loaded. */
async function load(language: Language): Promise<Texts> {
  if (language === 'pt-BR') return (await import('../../locales/pt-br/index.ts')).ptBr;
  return (await import('../../locales/en/index.ts')).en;
}

async function use(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await load(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Loads the texts; to be awaited before the first rendering. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    interpolation: { escapeValue: false },
    returnNull: false,
    resources: {},
    fallbackLng: false,
    load: 'currentOnly',
  });
  await use(preferredLanguage(rememberedLanguage(), navigator.languages));
}

/** Changes the language now and for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await use(language);
}
