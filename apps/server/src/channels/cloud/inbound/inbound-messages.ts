import { z } from 'zod';
import type { Identity, InboundMessage, InboundUpdate } from '../../inbound-update.ts';
import { EpochSeconds } from './epoch-seconds.ts';
import type { MessageFragment, WebhookContact } from './fragment.ts';
import { identityChange } from './identity-change.ts';
import { contentOf } from './message-content.ts';
import { phoneIdentity } from './phone-identity.ts';

const Envelope = z.looseObject({
  id: z.string().min(1),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  group_id: z.string().optional(),
  timestamp: EpochSeconds,
  type: z.string(),
  context: z
    .looseObject({
      id: z.string().optional(),
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
      referred_product: z.unknown().optional(),
    })
    .optional(),
  referral: z.unknown().optional(),
  errors: z.array(z.unknown()).optional(),
});
type Envelope = z.infer<typeof Envelope>;

/** Reads a message that a customer sent; a system message may also say that the customer has a new identity. */
export function interpretMessage(fragment: MessageFragment): InboundUpdate[] {
  const envelope = Envelope.parse(fragment.message);
  const participant = identitiesOf(envelope, fragment.contact);
  const change = identityChange(fragment.message, participant);
  const message = toMessage(envelope, fragment, participant);
  return change === undefined ? [message] : [change, message];
}

function toMessage(envelope: Envelope, fragment: MessageFragment, participant: Identity[]): InboundMessage {
  const { content, media, isUnderstood, reactsTo } = contentOf(envelope.type, fragment.message);
  const group = nonEmpty(envelope.group_id);
  const name = nonEmpty(fragment.contact?.profile?.name);
  return {
    kind: 'message',
    whatsappId: envelope.id,
    from: atLeastOne(group === undefined ? participant : [{ kind: 'group', value: group }]),
    profileName: group === undefined ? name : undefined,
    at: envelope.timestamp,
    content,
    media,
    replyToWhatsappId: reactsTo ?? nonEmpty(envelope.context?.id),
    metadata: {
      ...metadataOf(envelope),
      ...(group !== undefined && { participant, participantName: name }),
      ...(!isUnderstood && { raw: fragment.message }),
    },
  };
}

/** The phone number first, because one answers to it; a user with a username has none, only a business-scoped user id. */
function identitiesOf(envelope: Envelope, contact: WebhookContact | undefined): Identity[] {
  const phone = nonEmpty(envelope.from) ?? nonEmpty(contact?.wa_id);
  const userId = nonEmpty(envelope.from_user_id) ?? nonEmpty(contact?.user_id);
  const username = nonEmpty(contact?.profile?.username);
  return [
    ...(phone === undefined ? [] : [phoneIdentity(phone)]),
    ...(userId === undefined ? [] : [{ kind: 'bsuid' as const, value: userId }]),
    ...(username === undefined ? [] : [{ kind: 'username' as const, value: username.replace(/^@/, '') }]),
  ];
}

function atLeastOne([first, ...others]: Identity[]): [Identity, ...Identity[]] {
  if (first === undefined) throw new Error('The message does not say who sent it');
  return [first, ...others];
}

function metadataOf({ context, referral, errors }: Envelope): Record<string, unknown> {
  return {
    ...(context?.forwarded === true && { forwarded: true }),
    ...(context?.frequently_forwarded === true && { forwarded: true, frequentlyForwarded: true }),
    ...(context?.referred_product !== undefined && { referredProduct: context.referred_product }),
    ...(referral !== undefined && { referral }),
    ...(errors !== undefined && { errors }),
  };
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
