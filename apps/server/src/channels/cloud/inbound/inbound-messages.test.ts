import { describe, expect, test } from 'vitest';
import { inboundMessage, messagesChange, readBody, SHEENA, webhookBody } from './webhook-bodies.ts';

type Json = Record<string, unknown>;

const readMessage = (fields: Json, contacts: Json[] = [SHEENA]) =>
  readBody(webhookBody(messagesChange({ messages: [inboundMessage(fields)], contacts })));

describe('who sent it', () => {
  const username = { profile: { name: 'Sheena', username: '@realsheena' }, wa_id: '', user_id: 'user.93737' };

  test('a user with a username has no number: the user id comes first, the username is one more name', () => {
    const [message] = readMessage(
      { from: '', from_user_id: 'user.93737', type: 'text', text: { body: 'Hi' } },
      [username],
    );
    expect(message).toMatchObject({
      from: [
        { kind: 'bsuid', value: 'user.93737' },
        { kind: 'username', value: 'realsheena' },
      ],
      profileName: 'Sheena',
    });
  });

  test('with both, the number comes first', () => {
    const both = { ...username, wa_id: '16505551234' };
    expect(
      readMessage({ from_user_id: 'user.93737', type: 'text', text: { body: 'Hi' } }, [both]),
    ).toMatchObject([
      { from: [{ kind: 'phone', value: '+16505551234' }, { kind: 'bsuid' }, { kind: 'username' }] },
    ]);
  });

  test('in a group, the group is answered, and the participant is in the metadata', () => {
    expect(readMessage({ group_id: 'Y2FwaV9n', type: 'text', text: { body: 'Hi' } })).toMatchObject([
      {
        from: [{ kind: 'group', value: 'Y2FwaV9n' }],
        profileName: undefined,
        metadata: {
          participant: [{ kind: 'phone', value: '+16505551234' }],
          participantName: 'Sheena Nelson',
        },
      },
    ]);
  });

  test.each([
    { from: '', type: 'text' },
    { id: '', type: 'text' },
    { timestamp: 'yesterday', type: 'text' },
    { type: 7 },
  ])('%j cannot be understood, and throws', (fields) => {
    expect(() => readMessage(fields, [])).toThrow();
  });
});

describe('a new identity', () => {
  test('a changed number comes before its system message', () => {
    const system = {
      type: 'user_changed_number',
      wa_id: '12195555358',
      body: 'User Sheena Nelson changed from 16505551234 to 12195555358',
    };
    expect(readMessage({ type: 'system', system }, [])).toMatchObject([
      {
        kind: 'identity_changed',
        from: [{ kind: 'phone', value: '+16505551234' }],
        to: { kind: 'phone', value: '+12195555358' },
      },
      { kind: 'message', content: { type: 'system', content: { event: 'user_changed_number' } } },
    ]);
  });

  test.each<[string, Json]>([
    ['named', { previous_user_id: 'user.OLD' }],
    ['in the sentence', { body: 'User @sheena changed from user.OLD to user.NEW' }],
  ])('a changed user id, the old one %s', (_, extra) => {
    const system = { type: 'user_changed_user_id', user_id: 'user.NEW', ...extra };
    expect(readMessage({ from: '', from_user_id: 'user.NEW', type: 'system', system }, [])[0]).toEqual({
      kind: 'identity_changed',
      from: [{ kind: 'bsuid', value: 'user.OLD' }],
      to: { kind: 'bsuid', value: 'user.NEW' },
    });
  });
});
