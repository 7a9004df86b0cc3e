import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';

describe('authorisation', () => {
  test.each([
    ['no token', 401, 104, undefined],
    ['a token nobody has', 401, 190, 'Bearer EAAnobody'],
  ])('%s is refused with HTTP %i and code %i', async (_name, status, code, authorization) => {
    const { simulator, number } = await startScene();
    const answer = await fetch(`${simulator.url}/v25.0/${number.id}`, {
      headers: { ...(authorization !== undefined && { authorization }) },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { error: { code, type: 'OAuthException' } },
    ]);
  });

  test('a token whose session is over is refused with 190', async () => {
    const { simulator, account, refusal } = await startScene();
    simulator.expireToken(account.accessToken);
    expect(await refusal(text('x'))).toMatchObject({
      status: 401,
      error: { code: 190, error_subcode: 463, message: 'Error validating access token: Session has expired' },
    });
  });

  test('the number of another account is refused with 200', async () => {
    const { simulator, call } = await startScene();
    const stranger = simulator.addPhoneNumber({ businessAccountId: simulator.addBusinessAccount().id });
    expect(await call('GET', stranger.id)).toMatchObject({
      status: 403,
      body: { error: { code: 200, error_subcode: 1349174 } },
    });
  });

  test('the token may stand in the query', async () => {
    const { simulator, account, number } = await startScene();
    expect(
      (await fetch(`${simulator.url}/v25.0/${number.id}?access_token=${account.accessToken}`)).status,
    ).toBe(200);
  });
});

test('a request without a version is taken', async () => {
  const { simulator, account, number } = await startScene();
  const answer = await fetch(`${simulator.url}/${number.id}`, {
    headers: { authorization: `Bearer ${account.accessToken}` },
  });
  expect(await answer.json()).toMatchObject({ id: number.id });
});

test.each([
  ['a version that is none', 'version9/1/messages', 400, 100],
  ['an id that is no number', 'v25.0/me/messages', 400, 100],
  ['a number nobody has', 'v25.0/4711/messages', 404, 803],
])('%s is refused', async (_name, path, status, code) => {
  const { simulator, account } = await startScene();
  const answer = await fetch(`${simulator.url}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${account.accessToken}` },
  });
  expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code } }]);
});

test('the HTTP status of an error code can be chosen', async () => {
  const { refusal } = await startScene({ behaviour: { httpStatusByCode: { 131008: 422 } } });
  expect((await refusal({ type: 'text', text: {} })).status).toBe(422);
});

test('a number shows its usual fields, or those that are named', async () => {
  const { number, call } = await startScene();
  expect((await call('GET', number.id)).body).toMatchObject({
    id: number.id,
    display_phone_number: '+1 555-078-3881',
    verified_name: 'Jaspers Market',
    quality_rating: 'GREEN',
  });
  expect((await call('GET', `${number.id}?fields=name_status,throughput`)).body).toEqual({
    id: number.id,
    name_status: 'APPROVED',
    throughput: { level: 'STANDARD' },
  });
  expect(await call('GET', `${number.id}?fields=colour`)).toMatchObject({
    status: 400,
    body: { error: { code: 100 } },
  });
});

test('a WABA can be read and renamed, and lists its numbers page by page', async () => {
  const { simulator, account, number, call } = await startScene();
  const second = simulator.addPhoneNumber({ businessAccountId: account.id });
  await call('POST', account.id, { name: 'Renamed' });
  expect((await call('GET', account.id)).body).toMatchObject({
    id: account.id,
    name: 'Renamed',
    timezone_id: '1',
  });
  const pageSchema = z.object({
    data: z.array(z.object({ id: z.string() })),
    paging: z.object({ cursors: z.object({ after: z.string() }), next: z.url().optional() }),
  });
  const first = pageSchema.parse((await call('GET', `${account.id}/phone_numbers?limit=1`)).body);
  const next = pageSchema.parse(
    (await call('GET', `${account.id}/phone_numbers?limit=1&after=${first.paging.cursors.after}`)).body,
  );
  expect([first.data[0]?.id, next.data[0]?.id]).toEqual([number.id, second.id]);
  expect([first.paging.next !== undefined, next.paging.next]).toEqual([true, undefined]);
});

test('a new number is verified by code, registered by PIN, and can then send', async () => {
  const { account, call } = await startScene();
  const { id } = z.object({ id: z.string() }).parse(
    (
      await call('POST', `${account.id}/phone_numbers`, {
        cc: '1',
        phone_number: '6315551000',
        verified_name: 'New',
      })
    ).body,
  );
  const register = (pin: string) => call('POST', `${id}/register`, { messaging_product: 'whatsapp', pin });
  expect(await register('123456')).toMatchObject({ body: { error: { code: 133006 } } });
  expect((await call('POST', `${id}/request_code`, { code_method: 'SMS', language: 'en_US' })).body).toEqual({
    success: true,
  });
  expect((await call('POST', `${id}/verify_code`, { code: '000000' })).status).toBe(400);
  expect((await call('POST', `${id}/verify_code`, { code: '123456' })).body).toEqual({ success: true, id });
  expect((await register('12')).status).toBe(400);
  expect((await register('654321')).body).toEqual({ success: true });
  expect(
    (await call('POST', `${id}/messages`, { messaging_product: 'whatsapp', to: CUSTOMER, ...text('hello') }))
      .status,
  ).toBe(200);
  expect((await call('POST', `${id}/deregister`)).body).toEqual({ success: true });
  expect(await register('111111')).toMatchObject({ body: { error: { code: 133005 } } });
});

test('the business profile can be changed and read', async () => {
  const { number, call } = await startScene();
  const path = `${number.id}/whatsapp_business_profile`;
  expect(
    (
      await call('POST', path, {
        messaging_product: 'whatsapp',
        about: 'We sell plants',
        websites: ['https://www.business.com'],
      })
    ).body,
  ).toEqual({ success: true });
  expect((await call('GET', path)).body).toMatchObject({
    data: [
      {
        messaging_product: 'whatsapp',
        about: 'We sell plants',
        business_profile: { about: 'We sell plants', websites: ['https://www.business.com'] },
      },
    ],
  });
  expect((await call('POST', path, { messaging_product: 'whatsapp', about: 'x'.repeat(140) })).status).toBe(
    400,
  );
});

test('a blocked user is not heard and cannot be written to', async () => {
  const { simulator, receiver, number, call, refusal, send } = await startScene();
  const path = `${number.id}/block_users`;
  const users = { messaging_product: 'whatsapp', block_users: [{ user: `+${CUSTOMER}` }] };
  expect((await call('POST', path, users)).body).toEqual({
    messaging_product: 'whatsapp',
    block_users: { added_users: [{ input: `+${CUSTOMER}`, wa_id: CUSTOMER }] },
  });
  expect((await call('GET', path)).body).toMatchObject({
    data: [{ messaging_product: 'whatsapp', wa_id: CUSTOMER }],
  });
  simulator.customer(number.id, CUSTOMER).sendText('hello?');
  await simulator.idle();
  expect(receiver.posts).toEqual([]);
  expect((await refusal(text('x'))).error.code).toBe(130403);
  expect((await call('DELETE', path, users)).body).toMatchObject({
    block_users: { removed_users: [{ wa_id: CUSTOMER }] },
  });
  await send(text('x'));
});

test('the history tells the statuses of a message also when their webhooks were lost', async () => {
  const { simulator, receiver, number, call, send } = await startScene();
  simulator.faults.add({ match: { status: 'read' }, fault: { kind: 'lose' } });
  await send(text('other'));
  simulator.faults.clear();
  simulator.faults.add({ match: { status: 'read' }, fault: { kind: 'lose' } });
  const wamid = await send(text('x'));
  await simulator.idle();
  const { data } = z
    .object({ data: z.array(z.looseObject({ message_id: z.string() })) })
    .parse((await call('GET', `${number.id}/message_history`)).body);
  expect(data).toHaveLength(2);
  expect((await call('GET', `${number.id}/message_history?message_id=${wamid}`)).body).toMatchObject({
    data: [
      {
        message_id: wamid,
        events: {
          data: [
            { delivery_status: 'SENT', webhook_update_state: 'DELIVERED', webhook_uri: receiver.url },
            { delivery_status: 'DELIVERED', webhook_update_state: 'DELIVERED' },
            { delivery_status: 'READ' },
          ],
        },
      },
    ],
  });
});
