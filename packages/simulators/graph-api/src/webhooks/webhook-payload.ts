import type { PhoneNumber } from '../accounts.ts';
import type { MessagesUpdate, WebhookContact, WebhookUpdate } from './webhook-update.ts';

interface Change {
  readonly field: string;
  readonly value: object;
}

interface Entry {
  readonly id: string;
  readonly time?: number;
  readonly changes: Change[];
}

/** Makes the body of one POST: updates in order, neighbours of one account, number and kind put together. */
export function webhookPayload(
  updates: readonly WebhookUpdate[],
  numbers: ReadonlyMap<string, PhoneNumber>,
): string {
  const entries: Entry[] = [];
  for (const run of runsOf(updates)) {
    const [first] = run;
    if (!first) continue;
    const last = entries.at(-1);
    const entry =
      last?.id === first.businessAccountId && first.kind !== 'field' && last.time === undefined
        ? last
        : openEntry(entries, first);
    entry.changes.push(changeOf(run, first, numbers));
  }
  return JSON.stringify({ object: 'whatsapp_business_account', entry: entries });
}

function openEntry(entries: Entry[], first: WebhookUpdate): Entry {
  const entry: Entry = {
    id: first.businessAccountId,
    ...(first.kind === 'field' && { time: first.time }),
    changes: [],
  };
  entries.push(entry);
  return entry;
}

function runsOf(updates: readonly WebhookUpdate[]): WebhookUpdate[][] {
  const runs: WebhookUpdate[][] = [];
  for (const update of updates) {
    const run = runs.at(-1);
    const previous = run?.[0];
    if (run && previous && belongTogether(previous, update)) run.push(update);
    else runs.push([update]);
  }
  return runs;
}

function belongTogether(a: WebhookUpdate, b: WebhookUpdate): boolean {
  if (a.kind === 'field' || b.kind === 'field') return false;
  return (
    a.kind === b.kind && a.phoneNumberId === b.phoneNumberId && a.businessAccountId === b.businessAccountId
  );
}

function changeOf(
  run: readonly WebhookUpdate[],
  first: WebhookUpdate,
  numbers: ReadonlyMap<string, PhoneNumber>,
): Change {
  if (first.kind === 'field') return { field: first.field, value: first.value };
  const members = run.filter((update): update is MessagesUpdate => update.kind !== 'field');
  const contacts = distinctContacts(members);
  return {
    value: {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: numbers.get(first.phoneNumberId)?.digits ?? '',
        phone_number_id: first.phoneNumberId,
      },
      ...(contacts.length > 0 && { contacts }),
      [first.kind]: members.map((update) => update.item),
    },
    field: 'messages',
  };
}

function distinctContacts(updates: readonly MessagesUpdate[]): WebhookContact[] {
  const contacts = new Map<string, WebhookContact>();
  for (const update of updates) if (update.contact) contacts.set(update.customerKey, update.contact);
  return [...contacts.values()];
}
