import type { en } from '../en/index.ts';
import { auth } from './auth.ts';
import { messageErrors } from './message-errors.ts';
import { overview } from './overview.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** Os textos em português do Brasil de que a primeira página precisa. */
export const ptBr: typeof en = { auth, messageErrors, overview, problems, shell, words };
