import { Contact, ContactDetails, ContactPage, Problem } from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContactsScene, type ContactsScene } from '../../test/harness/contacts-scene.ts';
import { ownerQuery, seedApiKey } from '../../test/harness/seed.ts';
import { pathsOf } from '../../test/harness/messaging-scene.ts';

let scene: ContactsScene;
beforeAll(async () => {
  scene = await createContactsScene();
});
afterAll(() => scene.close());

let numbers = 0;
const newNumber = (): string => `+55119${String(81_000_000 + (numbers += 1))}`;

async function created(fields: Record<string, unknown> = {}): Promise<Contact> {
  const answer = await scene.call('POST', '/contacts', { payload: { phoneNumber: newNumber(), ...fields } });
  expect(answer).toMatchObject({ status: 201 });
  return Contact.parse(answer.body);
}

const auditOf = (id: string) =>
  ownerQuery(
    scene.database,
    'select action, user_id, changes from audit_logs where resource_id = $1 order by created_at, id',
    [id],
  );

describe('POST /contacts', () => {
  it('201: keeps all that is said, with an audit row', async () => {
    const contact = await created({
      name: ' Ana Souza ',
      email: 'ana@example.com',
      customFields: { cidade: 'São Paulo', compras: 3, socia: true },
      labels: ['vip', 'vip', 'sp'],
      consent: 'opted_in',
    });
    expect(contact).toMatchObject({
      name: 'Ana Souza',
      customFields: { cidade: 'São Paulo', compras: 3, socia: true },
      labels: ['vip', 'sp'],
      consent: { status: 'opted_in', source: 'api' },
      identities: [{ kind: 'phone', value: contact.phoneNumber }],
    });
    expect(contact.consent.at).not.toBeNull();
    const found = ContactDetails.parse((await scene.call('GET', `/contacts/${contact.id}`)).body);
    expect(found).toEqual({ ...contact, conversations: [] });
    expect(await auditOf(contact.id)).toMatchObject([
      { action: 'contact.created', user_id: scene.tenant.users.developer.id },
    ]);
  });

  it('409: the number is somebody’s, however it is written; the answer says whose', async () => {
    const { id } = await created({ phoneNumber: '+5511981112222' });
    const answer = await scene.call('POST', '/contacts', { payload: { phoneNumber: '+55 (11) 98111-2222' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict', existingId: id } });
  });

  it('another tenant may know the same number', async () => {
    const { phoneNumber } = await created();
    const headers = scene.other.authorization('developer');
    expect(await scene.call('POST', '/contacts', { payload: { phoneNumber }, headers })).toMatchObject({
      status: 201,
    });
  });

  it('two that add the same number at the same time make one contact', async () => {
    const payload = { phoneNumber: newNumber() };
    const answers = await Promise.all([1, 2, 3].map(() => scene.call('POST', '/contacts', { payload })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const page = await scene.call('GET', `/contacts?phoneNumber=${encodeURIComponent(payload.phoneNumber)}`);
    expect(ContactPage.parse(page.body).items).toHaveLength(1);
  });

  it('the same Idempotency-Key gives the first answer again', async () => {
    const request = { payload: { phoneNumber: newNumber() }, headers: { 'idempotency-key': 'contact-1' } };
    const first = await scene.call('POST', '/contacts', request);
    expect(await scene.call('POST', '/contacts', request)).toEqual(first);
  });

  it.each([
    ['no number', { phoneNumber: '11999999999' }, 422, 'phoneNumber'],
    ['an email that is none', { email: 'ana' }, 400, 'email'],
    ['a label with a semicolon', { labels: ['a;b'] }, 400, 'labels.0'],
    ['a field of another type', { customFields: { a: ['x'] } }, 400, 'customFields.a'],
    ['an unknown consent', { consent: 'maybe' }, 400, 'consent'],
    [
      '51 fields',
      { customFields: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${String(i)}`, 'x'])) },
      400,
      'customFields',
    ],
  ])('%s is refused, with the path of the field', async (_, fields, status, path) => {
    const answer = await scene.call('POST', '/contacts', {
      payload: { phoneNumber: newNumber(), ...fields },
    });
    expect(answer.status).toBe(status);
    expect(pathsOf({ ...answer, headers: {} })).toContain(path);
  });

  it('403: a viewer cannot', async () => {
    const answer = await scene.call('POST', '/contacts', {
      payload: { phoneNumber: newNumber() },
      role: 'viewer',
    });
    expect(answer.status).toBe(403);
  });
});

describe('PATCH /contacts/:id', () => {
  it('200: changes what is named and leaves the rest; null takes out', async () => {
    const { id } = await created({
      name: 'Bia',
      email: 'bia@example.com',
      customFields: { a: 1, b: 2 },
      labels: ['x'],
    });
    const answer = await scene.call('PATCH', `/contacts/${id}`, {
      payload: { email: null, customFields: { b: null, c: 'novo' }, labels: ['y'], isBlocked: true },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { name: 'Bia', email: null, customFields: { a: 1, c: 'novo' }, labels: ['y'], isBlocked: true },
    });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'contact.updated',
      changes: { before: { isBlocked: false }, after: { isBlocked: true } },
    });
  });

  it('400: more fields than a contact may have, of both together', async () => {
    const fields = (from: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${String(from + i)}`, 'x']));
    const { id } = await created({ customFields: fields(0) });
    const answer = await scene.call('PATCH', `/contacts/${id}`, { payload: { customFields: fields(40) } });
    expect(answer.status).toBe(400);
    expect(pathsOf({ ...answer, headers: {} })).toEqual(['customFields']);
  });
});

describe('404', () => {
  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/merge'],
  ] as const)('%s /contacts/:id%s of another tenant, which stays as it was', async (method, path) => {
    const { id } = await created({ name: 'Cida' });
    const payload = method === 'POST' ? { contactId: (await created()).id } : { name: 'x' };
    const headers = scene.other.authorization('developer');
    const answer = await scene.call(method, `/contacts/${id}${path}`, {
      headers,
      ...(method === 'GET' || method === 'DELETE' ? {} : { payload }),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await scene.call('GET', `/contacts/${id}`)).toMatchObject({ body: { name: 'Cida' } });
  });

  it('a key that is limited to instances knows those who have a conversation there, and that conversation alone', async () => {
    const [reached, out] = [await scene.instance(), await scene.instance()];
    const near = await created();
    const far = await created();
    await scene.conversation(near.phoneNumber ?? '', reached);
    await scene.conversation(near.phoneNumber ?? '', out);
    await scene.conversation(far.phoneNumber ?? '', out);
    const { headers } = await seedApiKey(scene, scene.tenant.tenantId, { instanceIds: [reached] });
    const { body } = await scene.call('GET', `/contacts/${near.id}`, { headers });
    expect(ContactDetails.parse(body).conversations).toMatchObject([
      { instanceId: reached, status: 'closed' },
    ]);
    for (const method of ['GET', 'PATCH'] as const) {
      const payload = method === 'PATCH' ? { payload: { name: 'x' } } : {};
      expect((await scene.call(method, `/contacts/${far.id}`, { headers, ...payload })).status).toBe(404);
    }
    const page = ContactPage.parse((await scene.call('GET', '/contacts', { headers })).body);
    expect(page.items.map(({ id }) => id)).toEqual([near.id]);
  });

  it('a key that is limited to instances may not make, join or erase contacts', async () => {
    const { id } = await created();
    const { headers } = await seedApiKey(scene, scene.tenant.tenantId, {
      instanceIds: [await scene.instance()],
    });
    const contactId = (await created()).id;
    const answers = [
      await scene.call('POST', '/contacts', { headers, payload: { phoneNumber: newNumber() } }),
      await scene.call('POST', `/contacts/${id}/merge`, { headers, payload: { contactId } }),
      await scene.call('DELETE', `/contacts/${id}`, { headers }),
    ];
    for (const { status, body } of answers)
      expect([status, Problem.parse(body).code]).toEqual([403, 'forbidden']);
  });
});

describe('GET /contacts', () => {
  let known: Contact[];
  beforeAll(async () => {
    known = [
      await created({ name: 'João da Conceição', email: 'jc@padaria.com.br', labels: ['busca', 'ouro'] }),
      await created({ name: 'Joana D’Ávila', labels: ['busca'], consent: 'opted_out' }),
      await created({ phoneNumber: '+5521977776543', labels: ['busca'], consent: 'opted_in' }),
    ];
    await scene.call('PATCH', `/contacts/${known[1]?.id ?? ''}`, { payload: { isBlocked: true } });
  });

  it.each([
    ['the beginning of a word, without its accent', 'text=joao', [0]],
    ['with another accent', 'text=JÖA', [1, 0]],
    ['words in any order', 'text=conceicao jo', [0]],
    ['a word after an apostrophe', 'text=avila', [1]],
    ['a part of the email', 'text=padaria', [0]],
    ['the beginning of the number', 'text=%2B55 21 97777', [2]],
    ['the end of the number', 'text=7-6543', [2]],
    ['the middle of the number, which is not looked for', 'text=97777654', []],
    ['nothing but signs', 'text=%26|', []],
    ['all of the number', 'phoneNumber=%2B55 21 97777-6543', [2]],
    ['a part of the number as all of it', 'phoneNumber=%2B552197777', []],
    ['a label', 'label=ouro', [0]],
    ['a label that nobody has', 'label=prata', []],
    ['consent', 'consent=opted_out', [1]],
    ['blocked', 'isBlocked=true', [1]],
    ['not blocked', 'isBlocked=false', [2, 0]],
  ])('finds by %s', async (_, query, places) => {
    const answer = await scene.call('GET', `/contacts?${query}`);
    const ours = new Map(known.map(({ id }, place) => [id, place]));
    const found = ContactPage.parse(answer.body).items.flatMap(({ id }) => ours.get(id) ?? []);
    expect(found).toEqual(places);
  });

  it('pages go through all, newest first, with the filter', async () => {
    const ids: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: object = next === '' ? {} : { cursor: next };
      const search = new URLSearchParams({ label: 'busca', limit: '2', ...cursor });
      const page = ContactPage.parse((await scene.call('GET', `/contacts?${search.toString()}`)).body);
      ids.push(...page.items.map(({ id }) => id));
      next = page.nextCursor;
    }
    expect(ids).toEqual(known.map(({ id }) => id).toReversed());
  });

  it.each([
    ['cursor=x', 'invalid_cursor'],
    ['text=a', 'invalid_request'],
    ['limit=101', 'invalid_request'],
    ['colour=red', 'invalid_request'],
  ])('400: %s', async (query, code) => {
    expect(await scene.call('GET', `/contacts?${query}`)).toMatchObject({ status: 400, body: { code } });
  });

  it('shows nobody of another tenant', async () => {
    const headers = scene.other.authorization('developer');
    const page = await scene.call('GET', '/contacts?text=joao', { headers });
    expect(page.body).toEqual({ items: [], nextCursor: null });
  });
});
