import { describe, expect, test } from 'vitest';
import { messagesChange, messageStatus, readBody, webhookBody } from './webhook-bodies.ts';

type Json = Record<string, unknown>;

const readStatus = (fields: Json, contacts?: Json[]) =>
  readBody(webhookBody(messagesChange({ statuses: [messageStatus(fields)], ...(contacts && { contacts }) })));

describe('statuses', () => {
  const v23 = {
    conversation: { id: '72b1', origin: { type: 'marketing' } },
    pricing: { billable: true, category: 'marketing' },
  };

  test('the shape before v24.0, with conversation and our own id', () => {
    expect(readStatus({ biz_opaque_callback_data: 'our-message-id', ...v23 })).toEqual([
      {
        kind: 'status',
        whatsappId: 'wamid.OUT',
        messageId: 'our-message-id',
        status: 'sent',
        at: new Date('2025-06-15T23:27:53.000Z'),
        error: undefined,
        details: { recipient_id: '16505551234', ...v23 },
      },
    ]);
  });

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s counts as %s', (name, status) => {
    const [update] = readStatus({ status: name });
    expect(update).toMatchObject({ kind: 'status', status, messageId: undefined });
    expect(update).toHaveProperty('details', {
      recipient_id: '16505551234',
      ...(name === 'played' && { played: true }),
    });
  });

  test('a failure gives the code and the reason', () => {
    const error = {
      code: 131047,
      title: 'Re-engagement message',
      message: 'Re-engagement message',
      error_data: { details: 'More than 24 hours' },
    };
    expect(readStatus({ status: 'failed', errors: [error] })).toMatchObject([
      {
        status: 'failed',
        error: { code: '131047', detail: 'More than 24 hours' },
        details: { errors: [error] },
      },
    ]);
    expect(readStatus({ status: 'failed', errors: [{ code: 1 }] })).toMatchObject([
      { error: { code: '1', detail: 'Error 1' } },
    ]);
  });

  test('to a user without a number', () => {
    const contact = { wa_id: '', user_id: 'user.1', profile: { name: 'Pablo' } };
    expect(
      readStatus({ status: 'delivered', recipient_id: '', recipient_user_id: 'user.1' }, [contact]),
    ).toMatchObject([{ status: 'delivered', details: { recipient_user_id: 'user.1', contact } }]);
  });

  test('a status that Meta adds later is a notice', () => {
    expect(readStatus({ status: 'warning' })).toMatchObject([{ kind: 'notice', topic: 'status.warning' }]);
  });
});

test('template states and errors of the account are notices', () => {
  const value = { event: 'REJECTED', message_template_name: 'abandoned_cart', reason: 'INVALID_FORMAT' };
  expect(
    readBody(
      Buffer.from(
        JSON.stringify({
          entry: [
            { id: '1', time: 1751247548, changes: [{ field: 'message_template_status_update', value }] },
          ],
        }),
      ),
    ),
  ).toEqual([
    {
      kind: 'notice',
      topic: 'message_template_status_update',
      details: { accountId: '1', at: '2025-06-30T01:39:08.000Z', value },
    },
  ]);
  expect(readBody(webhookBody(messagesChange({ errors: [{ code: 130429 }] })))).toMatchObject([
    { kind: 'notice', topic: 'account_error' },
  ]);
});
