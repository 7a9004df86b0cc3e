import { z } from 'zod';

const Keyword = z
  .string()
  .trim()
  .max(40)
  .regex(/[\p{L}\p{N}]/u, 'must have a letter or a digit');
const Keywords = z.array(Keyword).max(50);
const Confirmation = z.string().trim().min(1).max(1_000).nullable();

/**
 * `PUT /settings/consent`: the words by which customers opt out and in. A message that is nothing but such a word counts; case,
 * accents, and punctuation do not matter.
 */
export const OptOutSettings = z
  .strictObject({
    isEnabled: z.boolean().default(true).describe('Off: words change nothing; consent is still honoured'),
    optOutKeywords: Keywords.default([
      'SAIR',
      'PARAR',
      'STOP',
      'UNSUBSCRIBE',
      'DESCADASTRAR',
      'CANCELAR INSCRIÇÃO',
    ]),
    optInKeywords: Keywords.default(['VOLTAR', 'START', 'SUBSCRIBE', 'QUERO RECEBER']),
    optOutConfirmation: Confirmation.default(
      'Pronto, você não vai mais receber nossas mensagens. Para voltar a receber, envie VOLTAR.',
    ).describe('Sent once to who opts out; null: nothing is sent'),
    optInConfirmation: Confirmation.default(
      'Pronto, você vai voltar a receber nossas mensagens. Para parar, envie SAIR.',
    ).describe('Sent once to who opts in; null: nothing is sent'),
  })
  .meta({
    id: 'OptOutSettings',
    example: {
      isEnabled: true,
      optOutKeywords: ['SAIR', 'STOP'],
      optInKeywords: ['VOLTAR', 'START'],
      optOutConfirmation: 'Pronto, você não vai mais receber nossas mensagens.',
      optInConfirmation: null,
    },
  });
export type OptOutSettings = z.infer<typeof OptOutSettings>;

/** What a contact may say of itself. */
export type SaidConsent = 'opted_in' | 'opted_out';

/** Longer texts are no keyword: a keyword has at most 40 characters, and signs around it few more. */
const LONGEST = 80;

/** Letters and digits alone, in lower case and without accents: what is left when case, accents, spaces and signs do not matter. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** What a text says of the wish to be written to; undefined when it is no keyword. A word of both lists opts out. */
export function saidBy(text: string, settings: OptOutSettings): SaidConsent | undefined {
  const said = folded(text);
  if (!settings.isEnabled || said === '' || text.length > LONGEST) return undefined;
  if (settings.optOutKeywords.some((keyword) => folded(keyword) === said)) return 'opted_out';
  if (settings.optInKeywords.some((keyword) => folded(keyword) === said)) return 'opted_in';
  return undefined;
}
