import type { IdentitiesLinked, InboundUpdate } from '../../inbound-update.ts';
import { interpretMessage } from './interpret-message.ts';
import { identityOf } from './jid.ts';
import { WebUpdate } from './web-update.ts';

/**
 * Reads one stored update of a session, as session-events.ts made it.
 * @throws ZodError when it is not what the library describes
 */
export function interpret(payload: unknown): InboundUpdate[] {
  const update = WebUpdate.parse(payload);
  switch (update.update) {
    case 'message':
      return interpretMessage(update);
    case 'status':
      return [
        {
          kind: 'status',
          whatsappId: update.whatsappId,
          messageId: undefined,
          status: update.status,
          at: new Date(update.at),
          error: update.error,
          details: {
            ...(update.participant !== undefined && { participant: update.participant }),
            ...(update.isPlayed === true && { played: true }),
          },
        },
      ];
    case 'mappings':
      return update.pairs.flatMap(linked);
    case 'notice':
      return [{ kind: 'notice', topic: update.topic, details: update.details }];
  }
}

function linked({ lid, pn }: { lid: string; pn: string }): IdentitiesLinked[] {
  const found = [identityOf(pn), identityOf(lid)];
  const phone = found.find((identity) => identity?.kind === 'phone');
  const other = found.find((identity) => identity?.kind === 'lid');
  return phone === undefined || other === undefined
    ? []
    : [{ kind: 'identities_linked', identities: [phone, other] }];
}
