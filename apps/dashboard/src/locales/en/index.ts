import { auth } from './auth.ts';
import type { pageTexts } from './pages.ts';
import { messageErrors } from './message-errors.ts';
import { overview } from './overview.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** The texts in English that the first page needs; every other language has the same, key for key. */
export const en = { auth, messageErrors, overview, problems, shell, words };

/** A page's or panel's own texts, which are loaded with it. */
export type PageTextsName = keyof typeof pageTexts;
type Module<Name extends PageTextsName> = Awaited<ReturnType<(typeof pageTexts)[Name]>>;
type PageTexts = {
  [Name in PageTextsName]: Module<Name> extends Readonly<Record<Name, infer Tree>> ? Tree : never;
};

/** Every text there is. */
export type Texts = typeof en & PageTexts;
