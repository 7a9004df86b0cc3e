import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en, PageTextsName } from '../../locales/en/index.ts';
import { loadPart } from '../parts/load-part.ts';
import { preferredLanguage, rememberLanguage, rememberedLanguage, type Language } from './languages.ts';

const NAMESPACE = 'translation';
const usedPages = new Set<PageTextsName>();

interface Texts {
  first: typeof en;
  pages: Record<PageTextsName, () => Promise<object>>;
}

/** Only the language that is read is loaded. */
const load = (language: Language): Promise<Texts> => loadPart(() => importTexts(language));

async function importTexts(language: Language): Promise<Texts> {
  if (language === 'pt-BR') {
    const [{ ptBr }, { pageTexts }] = await Promise.all([
      import('../../locales/pt-br/index.ts'),
      import('../../locales/pt-br/pages.ts'),
    ]);
    return { first: ptBr, pages: pageTexts };
  }
  const [{ en }, { pageTexts }] = await Promise.all([
    import('../../locales/en/index.ts'),
    import('../../locales/en/pages.ts'),
  ]);
  return { first: en, pages: pageTexts };
}

async function addPages(language: Language, names: Iterable<PageTextsName>): Promise<void> {
  const { pages } = await load(language);
  await Promise.all(
    Array.from(names, async (name) => {
      if (i18next.exists(name, { lng: language, returnObjects: true })) return;
      i18next.addResourceBundle(language, NAMESPACE, { ...(await loadPart(pages[name])) }, true);
    }),
  );
}

async function use(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, NAMESPACE))
    i18next.addResourceBundle(language, NAMESPACE, (await load(language)).first);
  await addPages(language, usedPages);
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

/** Loads the texts of pages or panels, for a route's loader: they are there before the page is shown, in each language that is chosen later too. */
export async function loadTexts(...names: PageTextsName[]): Promise<void> {
  for (const name of names) usedPages.add(name);
  await addPages(i18next.language === 'pt-BR' ? 'pt-BR' : 'en', names);
}

/** Changes the language now and for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await use(language);
}
