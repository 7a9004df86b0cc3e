import { randomUUID } from 'node:crypto';
import { ContactImportReport, ContactPage } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContactsScene, type ContactsScene } from '../../../test/harness/contacts-scene.ts';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';

let scene: ContactsScene;
let tenant: SeededTenant;
beforeAll(async () => {
  scene = await createContactsScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  tenant = await seedTenant(scene);
});

const csvHeaders = () => ({ ...tenant.authorization('developer'), 'content-type': 'text/csv' });

async function imported(csv: string, query = ''): Promise<ContactImportReport> {
  const answer = await scene.call('POST', `/contacts/import${query}`, {
    headers: csvHeaders(),
    payload: csv,
  });
  expect(answer).toMatchObject({ status: 200 });
  return ContactImportReport.parse(answer.body);
}

async function contacts(): Promise<ContactPage['items']> {
  const headers = tenant.authorization('viewer');
  return ContactPage.parse((await scene.call('GET', '/contacts', { headers })).body).items;
}

const exported = async (query = ''): Promise<string> => {
  const response = await scene.app.inject({
    method: 'GET',
    url: `/contacts/export${query}`,
    headers: tenant.authorization('viewer'),
  });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
  return response.body;
};

const file = `phone,name,email,labels,consent,cidade
+5511984000001,Ana,ana@example.com,vip;sp,opted_in,São Paulo
+5511984000002,"Bia, a outra",,,,
,Sem número,,,,
+5511984000003,Cida,nenhum,,,
`;

describe('POST /contacts/import', () => {
  it('takes what it can, and tells of each row', async () => {
    const report = await imported(file, '?report=all');
    expect(report).toMatchObject({ total: 4, created: 2, updated: 0, unchanged: 0, failed: 2 });
    expect(report.rows).toMatchObject([
      { line: 2, outcome: 'created', reason: null },
      { line: 3, outcome: 'created', reason: null },
      { line: 4, outcome: 'failed', contactId: null, reason: 'phone: "" is no number with its country code' },
      { line: 5, outcome: 'failed', contactId: null },
    ]);
    expect(report.rows[3]?.reason).toMatch(/^email: /);
    expect(await contacts()).toMatchObject([
      { name: 'Bia, a outra', phoneNumber: '+5511984000002', consent: { status: 'unknown', source: null } },
      {
        id: report.rows[0]?.contactId,
        name: 'Ana',
        email: 'ana@example.com',
        labels: ['vip', 'sp'],
        customFields: { cidade: 'São Paulo' },
        consent: { status: 'opted_in', source: 'import' },
      },
    ]);
    const audit = await ownerQuery(
      scene.database,
      `select user_id, changes from audit_logs where tenant_id = $1 and action = 'contact.imported'`,
      [tenant.tenantId],
    );
    expect(audit).toEqual([
      {
        user_id: tenant.users.developer.id,
        changes: { after: { total: 4, created: 2, updated: 0, unchanged: 0, failed: 2 } },
      },
    ]);
  });

  it('the same file again changes nothing; another adds to what is there', async () => {
    await imported(file);
    expect(await imported(file)).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 2 });
    const more = 'Telefone;Nome;Etiquetas;compras\n5511984000001;;novo;3\n';
    expect(await imported(more)).toMatchObject({ total: 1, updated: 1, rows: [] });
    expect((await contacts())[1]).toMatchObject({
      name: 'Ana',
      labels: ['vip', 'sp', 'novo'],
      customFields: { cidade: 'São Paulo', compras: '3' },
    });
  });

  it('a number that is there twice is taken twice, in order', async () => {
    const report = await imported('phone,name\n+5511984000001,Ana\n+55 11 98400-0001,Ana Maria\n');
    expect(report).toMatchObject({ total: 2, created: 1, updated: 1 });
    expect(await contacts()).toMatchObject([{ name: 'Ana Maria' }]);
  });

  it('does not opt in who opted out, and says so', async () => {
    await imported('phone,consent\n+5511984000001,opted_out\n');
    const report = await imported('phone,name,consent\n+5511984000001,Ana,opted_in\n');
    expect(report).toMatchObject({ updated: 1, rows: [{ line: 2, outcome: 'updated' }] });
    expect(report.rows[0]?.reason).toMatch(/opted out/);
    expect(await contacts()).toMatchObject([
      { name: 'Ana', consent: { status: 'opted_out', source: 'import' } },
    ]);
  });

  it('two imports of the same numbers at the same time make each contact once', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => `+551198500${String(1_000 + i)}`);
    const one = ['phone', ...rows].join('\n');
    const other = ['phone', ...rows.toReversed()].join('\n');
    const [first, second] = await Promise.all([imported(one), imported(other)]);
    expect(first.created + second.created).toBe(1_200);
    expect([first.failed, second.failed]).toEqual([0, 0]);
  });

  it('what follows a quote that is not closed is told, what precedes it is taken', async () => {
    const report = await imported(
      'phone,name\n+5511984000001,Ana\n+5511984000002,"Bia\n+5511984000003,Cida\n',
    );
    expect(report).toMatchObject({ created: 1, failed: 1 });
    expect(report.rows[0]?.reason).toMatch(/^Quote Not Closed/);
  });

  it('no more than 50,000 rows are taken; those beyond are counted', async () => {
    const bad = `phone\n${'x\n'.repeat(50_002)}`;
    const report = await imported(bad);
    expect(report).toMatchObject({ total: 50_002, failed: 50_002 });
    expect(report.rows).toHaveLength(50_001);
    expect(report.rows.at(-1)?.reason).toMatch(/takes 50000 rows/);
  });

  it('a form with a file does too', async () => {
    const boundary = randomUUID();
    const payload = [
      `--${boundary}`,
      'content-disposition: form-data; name="file"; filename="contatos.csv"',
      'content-type: text/csv',
      '',
      'phone,name\n+5511984000001,Ana',
      `--${boundary}--`,
      '',
    ].join('\r\n');
    const headers = {
      ...tenant.authorization('developer'),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    };
    const answer = await scene.call('POST', '/contacts/import', { headers, payload });
    expect(answer).toMatchObject({ status: 200, body: { created: 1 } });
  });

  it.each([
    ['no phone column', 'name\nAna\n', 400, 'invalid_request'],
    ['a column twice', 'phone,x,x\n+5511984000001,1,2\n', 400, 'invalid_request'],
    ['nothing at all', '', 400, 'invalid_request'],
    ['more than 50 MB', `phone\n${'x'.repeat(51 * 1024 * 1024)}`, 413, 'payload_too_large'],
  ])('%s is refused', async (_, csv, status, code) => {
    const answer = await scene.call('POST', '/contacts/import', { headers: csvHeaders(), payload: csv });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('415: JSON; and CSV to a route that takes none', async () => {
    const headers = tenant.authorization('developer');
    expect((await scene.call('POST', '/contacts/import', { headers, payload: {} })).status).toBe(415);
    expect(
      (await scene.call('POST', '/contacts', { headers: csvHeaders(), payload: 'phone\n' })).status,
    ).toBe(415);
  });

  it('403: a viewer, and a key that is limited to instances', async () => {
    const headers = { ...tenant.authorization('viewer'), 'content-type': 'text/csv' };
    expect((await scene.call('POST', '/contacts/import', { headers, payload: 'phone\n' })).status).toBe(403);
    const key = await seedApiKey(scene, tenant.tenantId, { instanceIds: [await scene.instance(tenant)] });
    for (const [method, url] of [
      ['POST', '/contacts/import'],
      ['GET', '/contacts/export'],
    ] as const) {
      const payload = method === 'POST' ? { payload: 'phone\n' } : {};
      const answer = await scene.call(method, url, {
        headers: { ...key.headers, ...(method === 'POST' && { 'content-type': 'text/csv' }) },
        ...payload,
      });
      expect(answer.status).toBe(403);
    }
  });
});

describe('GET /contacts/export', () => {
  it('gives what an import takes: imported elsewhere, nothing is lost', async () => {
    await imported(
      'phone,name,email,labels,consent,cidade,field:phone\n+5511984000001,"=1+1",ana@example.com,vip;sp,opted_in,-3,"x ""y"""\n+5511984000002,,,,,,\n',
    );
    const csv = await exported();
    expect(csv.split('\r\n')).toEqual([
      'phone,name,email,labels,consent,cidade,field:phone',
      '+5511984000002,,,,unknown,,',
      `+5511984000001,'=1+1,ana@example.com,vip;sp,opted_in,'-3,"x ""y"""`,
      '',
    ]);
    const before = await contacts();
    tenant = await seedTenant(scene);
    expect(await imported(csv)).toMatchObject({ created: 2, failed: 0 });
    const withoutIds = (items: ContactPage['items']) =>
      items
        .map(({ phoneNumber, name, email, labels, customFields, consent }) => ({
          phoneNumber,
          name,
          email,
          labels,
          customFields,
          status: consent.status,
        }))
        .toSorted((a, b) => String(a.phoneNumber).localeCompare(String(b.phoneNumber)));
    expect(withoutIds(await contacts())).toEqual(withoutIds(before));
  });

  it('takes the filters of the list, goes over many pages, and gives nobody of another tenant', async () => {
    const rows = Array.from(
      { length: 2_100 },
      (_, i) => `+551198600${String(1_000 + i)},par${String(i % 2)}`,
    );
    await imported(['phone,labels', ...rows].join('\n'));
    expect((await exported()).trimEnd().split('\r\n')).toHaveLength(2_101);
    expect((await exported('?label=par1')).trimEnd().split('\r\n')).toHaveLength(1_051);
    tenant = await seedTenant(scene);
    expect(await exported()).toBe('phone,name,email,labels,consent\r\n');
  });
});
