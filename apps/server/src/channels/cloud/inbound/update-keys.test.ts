import { expect, it } from 'vitest';
import { splitWebhook } from './split-webhook.ts';
import { updateKeysOf } from './update-keys.ts';

const whatsappId = 'wamid.HBgNNTUxMTk5OTk5OTk5OQ==';

it('names a message and its statuses as they were kept', () => {
  const value = {
    metadata: { phone_number_id: '1' },
    messages: [{ id: whatsappId, from: '5511999999999', type: 'text' }],
    statuses: [{ id: whatsappId, status: 'read', timestamp: '1795521600' }],
  };
  const body = Buffer.from(JSON.stringify({ entry: [{ id: '2', changes: [{ field: 'messages', value }] }] }));
  const kept = splitWebhook(body, '1').map(({ eventKey }) => eventKey);
  const at = new Date(1_795_521_600_000);
  expect(updateKeysOf({ whatsappId, statuses: [{ status: 'read', at }] })).toEqual(kept);
});
