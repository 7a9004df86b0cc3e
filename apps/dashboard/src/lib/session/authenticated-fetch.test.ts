import { expect, it } from 'vitest';
import { authenticatedFetch } from './authenticated-fetch.ts';

const tokens = { token: () => Promise.resolve('old'), renewed: () => Promise.resolve('new') };

it('a request whose token was refused is sent again, with its body and the new token', async () => {
  const sent: [string | null, string][] = [];
  const send: typeof fetch = async (input) => {
    const request = new Request(input);
    const authorization = request.headers.get('authorization');
    sent.push([authorization, await request.text()]);
    return new Response(null, { status: authorization === 'Bearer new' ? 202 : 401 });
  };
  const response = await authenticatedFetch(tokens, send)('http://recado.test/messages/send', {
    method: 'POST',
    body: 'what was typed',
  });
  expect(response.status).toBe(202);
  expect(sent).toEqual([
    ['Bearer old', 'what was typed'],
    ['Bearer new', 'what was typed'],
  ]);
});

it('a request that was answered is not sent again, whatever the answer', async () => {
  for (const status of [200, 403, 404, 500]) {
    let times = 0;
    const send: typeof fetch = () => {
      times += 1;
      return Promise.resolve(new Response(null, { status }));
    };
    await authenticatedFetch(tokens, send)('http://recado.test/');
    expect(times).toBe(1);
  }
});
