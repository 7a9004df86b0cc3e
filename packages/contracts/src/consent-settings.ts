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
