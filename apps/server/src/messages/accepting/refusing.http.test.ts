import { Message, Problem } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessagingScene, pathsOf, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import { ownerQuery, seedTenant } from '../../../test/harness/seed.ts';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await createMessagingScene();
});
afterAll(() => scene.cloud.close());

it('outside the 24-hour window a text is refused, with the templates that would do', async () => {
  const { recipient } = await scene.writingCustomer();
  await ownerQuery(
    scene.cloud.database,
    `update conversations set last_inbound_at = now() - interval '25 hours'
     where contact_id = (select contact_id from contact_identities where value = $1)`,
    [recipient],
  );
  const refused = await scene.send({ recipient });
  expect(refused.status).toBe(422);
  const problem = Problem.parse(refused.body);
  expect(problem.code).toBe('window_closed');
  expect(problem.templates).toContain('hello_world');
  const template = await scene.send({
    recipient,
    message: { type: 'template', content: { name: 'hello_world', language: 'en_US' } },
  });
  await scene.reaches(Message.parse(template.body).id, 'read');
});

it.each([
  ['text of 4,097 characters', { type: 'text', content: 'x'.repeat(4_097) }, 'message.content'],
  [
    'four buttons',
    {
      type: 'buttons',
      content: { body: 'b', buttons: [1, 2, 3, 4].map((id) => ({ id: String(id), title: 't' })) },
    },
    'message.content.buttons',
  ],
  [
    'eleven rows',
    {
      type: 'list',
      content: {
        body: 'b',
        button: 'c',
        sections: [{ rows: Array.from({ length: 11 }, (_, id) => ({ id: String(id), title: 't' })) }],
      },
    },
    'message.content.sections.0.rows',
  ],
  ['an unknown field', { type: 'text', content: 'x', extra: 1 }, 'message'],
  ['neither link nor media id', { type: 'image', content: {} }, 'message.content.link'],
])('%s is refused, with the path of the field', async (_, message, path) => {
  const response = await scene.send({ recipient: '+5511988887777', message });
  expect(response.status).toBe(400);
  expect(pathsOf(response)).toContain(path);
});

it('a recipient that is no number is refused', async () => {
  const response = await scene.send({ recipient: '11999999999' });
  expect(response.body).toMatchObject({ status: 422, code: 'recipient_invalid' });
});

it('an instance of another tenant is not found', async () => {
  const other = await seedTenant(scene.cloud);
  const response = await scene.cloud.app.inject({
    method: 'POST',
    url: '/messages/send',
    headers: other.authorization('developer'),
    payload: {
      instanceId: scene.instanceId,
      recipient: '+5511988887777',
      message: { type: 'text', content: 'x' },
    },
  });
  expect(response.statusCode).toBe(404);
});

it('a viewer cannot send', async () => {
  const response = await scene.send({ recipient: '+5511988887777' }, { role: 'viewer' });
  expect(response.status).toBe(403);
});
