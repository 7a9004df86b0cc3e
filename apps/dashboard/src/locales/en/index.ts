import { auth } from './auth.ts';
import { numbers } from './numbers.ts';
import { overview } from './overview.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** The texts in English, which every other language has too, key for key. */
export const en = { auth, numbers, overview, problems, shell, words };
export type Texts = typeof en;
