import { ProviderAnswer, type MessageExchange, type MessageWithHistory } from '@recado/contracts';
import { z } from 'zod';

const AttemptDetails = z.looseObject({ attempt: z.int(), answer: ProviderAnswer.optional() });
const ResentDetails = z.looseObject({ resent: z.literal(true), whatsappIdBefore: z.string().nullable() });

type Told = Pick<MessageWithHistory, 'whatsappId' | 'statuses'>;

/** What WhatsApp called the message before it was sent anew, by the place of the status that says so. */
function earlierNames({ statuses }: Told): { place: number; whatsappId: string | null }[] {
  return statuses.flatMap(({ details }, place) => {
    const resent = ResentDetails.safeParse(details);
    return resent.success ? [{ place, whatsappId: resent.data.whatsappIdBefore }] : [];
  });
}

/** Every id that WhatsApp had for a message, each once. */
export function whatsappIdsOf(message: Told): string[] {
  const ids = [message.whatsappId, ...earlierNames(message).map(({ whatsappId }) => whatsappId)];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** The attempts that are kept among the statuses of a message, each with what the provider said. */
export function attemptsOf(message: Told): MessageExchange['attempts'] {
  const earlier = earlierNames(message);
  return message.statuses.flatMap(({ status, at, details }, place) => {
    const attempt = AttemptDetails.safeParse(details);
    if (!attempt.success) return [];
    const name = earlier.find((resent) => resent.place > place)?.whatsappId ?? message.whatsappId;
    return [
      {
        at,
        attempt: attempt.data.attempt,
        status,
        whatsappId: status === 'sent' ? name : null,
        answer: attempt.data.answer ?? null,
      },
    ];
  });
}
