import type { PhoneNumber } from '../accounts.ts';
import { SERVICE_WINDOW_MS } from '../behaviour.ts';
import type { CustomerState } from '../customers/customer-state.ts';
import { orderedOutcome } from '../faults/ordered-outcome.ts';
import { codedError, valueNotValid } from '../graph-error.ts';
import { outboundWamid } from '../identifiers.ts';
import type { JsonObject } from '../json.ts';
import type { LedgerEntry } from '../ledger.ts';
import { linkedMediaObjection, storedMediaObjection } from '../media/message-media.ts';
import type { Platform } from '../platform.ts';
import type { Template } from '../templates/template.ts';
import { resolveTemplate } from '../templates/resolve-template.ts';
import type { DeliveryPlan, Failure } from './delivery-run.ts';
import { type OutboundMessage, parseMessage } from './parse-message.ts';

/** What is answered to an accepted message. */
export interface Acceptance {
  readonly entry: LedgerEntry;
  readonly answer: object;
}

/**
 * Checks a send request in Meta's order, accepts it into the ledger and sets it on its way.
 * Throws a GraphError when Meta would refuse it.
 */
export function sendMessage(platform: Platform, phoneNumber: PhoneNumber, body: JsonObject): Acceptance {
  if (!phoneNumber.isRegistered) throw codedError(133010);
  const message = parseMessage(body);
  refuseMagically(platform, message.recipient.key);
  const template = message.type === 'template' ? resolveTemplate(platform, phoneNumber, message) : undefined;
  refuseByRecipient(phoneNumber, message);
  const mediaFailure = storedMediaObjection(platform, phoneNumber, message);
  const customer = platform.customers.find(phoneNumber.id, message.recipient.key);
  const windowFailure = windowObjection(platform, message, customer);
  takeRate(platform, phoneNumber, message.recipient.key);
  const entry = recordEntry(platform, phoneNumber, message, template);
  const messageStatus = startDelivery(platform, {
    message,
    entry,
    failure: reachFailure(platform, message, customer) ?? windowFailure ?? mediaFailure,
  });
  return { entry, answer: acceptedAnswer(message, entry, messageStatus) };
}

const REFUSED_MAGICALLY = /^99901(\d{1,7})$/;
const FAILED_MAGICALLY = /^99902(\d{1,7})$/;

function refuseMagically(platform: Platform, key: string): void {
  const code = platform.behaviour.magicRecipients ? REFUSED_MAGICALLY.exec(key)?.[1] : undefined;
  if (code !== undefined) throw codedError(Number(code));
}

function refuseByRecipient(phoneNumber: PhoneNumber, { recipient, contextMessageId }: OutboundMessage): void {
  if (recipient.key === phoneNumber.digits) throw codedError(131021);
  if (phoneNumber.blocked.has(recipient.key)) throw codedError(130403);
  if (contextMessageId !== undefined && !contextMessageId.startsWith('wamid.'))
    throw valueNotValid("Param context['message_id'] is not a message id.");
}

function windowObjection(
  { behaviour, clock }: Platform,
  message: OutboundMessage,
  customer: CustomerState | undefined,
): Failure | undefined {
  if (behaviour.window === 'open' || message.type === 'template' || message.recipient.kind === 'group')
    return undefined;
  const lastWroteAt = customer?.lastWroteAt;
  if (lastWroteAt !== undefined && clock.now() - lastWroteAt < SERVICE_WINDOW_MS) return undefined;
  if (behaviour.window === 'sync') throw codedError(131047);
  return { code: 131047, after: 'accepted' };
}

function takeRate(
  { behaviour, clock, throughput, pairs }: Platform,
  phoneNumber: PhoneNumber,
  recipientKey: string,
): void {
  const perSecond = phoneNumber.throughputPerSecond;
  if (!throughput.take(phoneNumber.id, perSecond, 1000 / perSecond, clock.now())) throw codedError(130429);
  const pair = behaviour.pairRateLimit;
  if (pair && !pairs.take(`${phoneNumber.id}:${recipientKey}`, pair.burst, pair.refillMs, clock.now()))
    throw codedError(131056);
}

function reachFailure(
  { behaviour }: Platform,
  message: OutboundMessage,
  customer: CustomerState | undefined,
): Failure | undefined {
  const code = behaviour.magicRecipients ? FAILED_MAGICALLY.exec(message.recipient.key)?.[1] : undefined;
  if (code !== undefined) return { code: Number(code), after: 'accepted' };
  return customer?.isOnWhatsApp === false ? { code: 131026, after: 'accepted' } : undefined;
}

function recordEntry(
  { clock, ledger }: Platform,
  phoneNumber: PhoneNumber,
  message: OutboundMessage,
  template: Template | undefined,
): LedgerEntry {
  const entry: LedgerEntry = {
    wamid: outboundWamid(message.recipient.key),
    phoneNumberId: phoneNumber.id,
    to: message.recipient.key,
    recipient: message.recipient,
    type: message.type,
    body: message.body,
    bizOpaqueCallbackData: message.bizOpaqueCallbackData,
    acceptedAt: clock.now(),
    category: template?.category.toLowerCase() ?? 'service',
    events: [],
  };
  ledger.record(entry);
  return entry;
}

interface Start {
  readonly message: OutboundMessage;
  readonly entry: LedgerEntry;
  readonly failure: Failure | undefined;
}

/** Sets the message on its way unless it is held; gives the `message_status` of a template. */
function startDelivery(platform: Platform, { message, entry, failure }: Start): string | undefined {
  const ordered = orderedOutcome(platform.faults, entry);
  if (ordered.messageStatus !== undefined) return ordered.messageStatus;
  const plan: DeliveryPlan = { entry, failure: ordered.failure ?? failure, skips: ordered.skips };
  if (platform.behaviour.mediaLinks === 'fetch' && plan.failure === undefined)
    startAfterFetching(platform, message, plan);
  else platform.delivery.start(plan);
  return message.type === 'template' ? 'accepted' : undefined;
}

function startAfterFetching(platform: Platform, message: OutboundMessage, plan: DeliveryPlan): void {
  const finished = platform.agenda.begin();
  void linkedMediaObjection(platform, message)
    .then((failure) => {
      platform.delivery.start({ ...plan, failure });
    })
    .finally(finished);
}

function acceptedAnswer(
  { recipient }: OutboundMessage,
  entry: LedgerEntry,
  messageStatus: string | undefined,
): object {
  return {
    messaging_product: 'whatsapp',
    contacts: [
      recipient.kind === 'user'
        ? { input: recipient.input, wa_id: '', user_id: recipient.key }
        : { input: recipient.input, wa_id: recipient.key },
    ],
    messages: [
      messageStatus === undefined ? { id: entry.wamid } : { id: entry.wamid, message_status: messageStatus },
    ],
  };
}
