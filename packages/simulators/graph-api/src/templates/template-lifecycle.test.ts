import { expect, test } from 'vitest';
import { z } from 'zod';
import { startScene } from '../testing/scene.ts';

const createdSchema = z.object({ id: z.string(), status: z.literal('PENDING'), category: z.string() });
const draft = (text = 'Hello {{1}}, nice to see you again.') => ({
  name: 'greeting',
  language: 'en',
  category: 'UTILITY',
  components: [{ type: 'BODY', text, example: { body_text: [['Ana']] } }],
});

test('a created template is pending, then approved by webhook, and can be read, listed, edited and deleted', async () => {
  const { simulator, receiver, account, call } = await startScene();
  const { id } = createdSchema.parse((await call('POST', `${account.id}/message_templates`, draft())).body);
  await simulator.idle();
  expect(receiver.changes('message_template_status_update').map((change) => change.value)).toEqual([
    {
      event: 'APPROVED',
      message_template_id: Number(id),
      message_template_name: 'greeting',
      message_template_language: 'en',
      reason: 'NONE',
      message_template_category: 'UTILITY',
    },
  ]);
  expect((await call('GET', id)).body).toMatchObject({ id, name: 'greeting', status: 'APPROVED' });
  expect(
    (await call('GET', `${account.id}/message_templates?name=greeting&fields=name,status`)).body,
  ).toMatchObject({
    data: [{ id, name: 'greeting', status: 'APPROVED' }],
  });
  expect((await call('POST', id, { components: [{ type: 'BODY', text: 'Changed' }] })).body).toEqual({
    success: true,
  });
  await simulator.idle();
  expect((await call('GET', id)).body).toMatchObject({
    status: 'APPROVED',
    components: [{ type: 'BODY', text: 'Changed' }],
  });
  expect((await call('DELETE', `${account.id}/message_templates?name=greeting`)).body).toEqual({
    success: true,
  });
  expect((await call('GET', id)).status).toBe(404);
});

test('with manual review a template stays pending until the verdict', async () => {
  const { simulator, receiver, account, call } = await startScene({
    behaviour: { templateReview: 'manual' },
  });
  const { id } = createdSchema.parse((await call('POST', `${account.id}/message_templates`, draft())).body);
  await simulator.idle();
  expect(receiver.posts).toEqual([]);
  simulator.reviewTemplate(id, {
    status: 'REJECTED',
    reason: 'INVALID_FORMAT',
    rejection: { reason: 'why', recommendation: 'how' },
  });
  await simulator.idle();
  expect((await call('GET', `${id}?fields=status,rejected_reason`)).body).toEqual({
    id,
    status: 'REJECTED',
    rejected_reason: 'INVALID_FORMAT',
  });
  expect(receiver.changes('message_template_status_update')[0]?.value).toMatchObject({
    event: 'REJECTED',
    reason: 'INVALID_FORMAT',
    rejection_info: { reason: 'why', recommendation: 'how' },
  });
});

test.each([
  ['a variable at the start', 2388299, draft('{{1}}, hello to you')],
  ['a variable at the end', 2388299, draft('hello to you, {{1}}')],
  ['too many variables', 2388293, draft('Dear {{1}} {{2}} {{3}} hello')],
  ['a body that is too long', 2388040, draft('x'.repeat(1025))],
  ['variables out of order', 2388072, draft('Hello {{2}}, nice to see you again.')],
  ['no body', 2388072, { ...draft(), components: [{ type: 'FOOTER', text: 'x' }] }],
  [
    'a footer with a variable',
    2388073,
    { ...draft(), components: [...draft().components, { type: 'FOOTER', text: 'x {{1}}' }] },
  ],
  [
    'a header with two variables',
    2388047,
    {
      ...draft(),
      components: [...draft().components, { type: 'HEADER', format: 'TEXT', text: '{{1}} x {{2}}' }],
    },
  ],
  ['a name that is taken', 2388024, { ...draft(), name: 'hello_world', language: 'en_US' }],
])('a template with %s is refused with subcode %i', async (_name, subcode, parameters) => {
  const { account, call } = await startScene();
  expect(await call('POST', `${account.id}/message_templates`, parameters)).toMatchObject({
    status: 400,
    body: { error: { code: 100, error_subcode: subcode } },
  });
});

test('the 251st template is refused', async () => {
  const { simulator, account, call } = await startScene();
  const before = 250 - 8;
  for (let index = 0; index < before; index += 1)
    simulator.addTemplate(account.id, { name: `t${index}`, components: [{ type: 'BODY', text: 'x' }] });
  expect(await call('POST', `${account.id}/message_templates`, draft())).toMatchObject({
    body: { error: { error_subcode: 2388019 } },
  });
});

test('a template that waits for review cannot be edited', async () => {
  const { account, call } = await startScene({ behaviour: { templateReview: 'manual' } });
  const { id } = createdSchema.parse((await call('POST', `${account.id}/message_templates`, draft())).body);
  expect(await call('POST', id, { category: 'MARKETING' })).toMatchObject({
    body: { error: { error_subcode: 2388039 } },
  });
});
