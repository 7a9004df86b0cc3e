import type { Texts } from '../en/index.ts';
import { auth } from './auth.ts';
import { numbers } from './numbers.ts';
import { overview } from './overview.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** Os textos em português do Brasil. */
export const ptBr: Texts = { auth, numbers, overview, problems, shell, words };
