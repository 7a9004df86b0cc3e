import type { MessageTemplate } from '@recado/sdk';
import { TemplateContent } from '@recado/contracts';
import { expect, it } from 'vitest';
import {
  faultsOf,
  fieldsOf,
  matchingTemplates,
  renderedTemplate,
  templateContent,
  templateObstacle,
} from './template-policy.ts';

const template = (changes: Partial<MessageTemplate> = {}): MessageTemplate => ({
  name: 'order_update',
  language: 'pt_BR',
  status: 'APPROVED',
  category: 'UTILITY',
  parameters: [
    { component: 'body', kind: 'text', name: '1', example: 'Ana' },
    { component: 'body', kind: 'text', name: '2', example: '1042' },
  ],
  components: [{ type: 'BODY', text: 'Olá {{1}}, o pedido {{2}} saiu. Até já, {{1}}!' }],
  ...changes,
});

const everything = template({
  parameters: [
    { component: 'header', kind: 'document' },
    { component: 'body', kind: 'text', name: 'customer' },
    { component: 'button', index: 1, kind: 'text', name: '1' },
    { component: 'button', index: 2, kind: 'coupon_code' },
  ],
  components: [
    { type: 'HEADER', format: 'DOCUMENT' },
    { type: 'BODY', text: 'Olá {{customer}}' },
    { type: 'FOOTER', text: 'Loja' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Parar' },
        { type: 'URL', text: 'Ver', url: 'https://example.com/{{1}}' },
        { type: 'COPY_CODE', text: 'Copiar' },
      ],
    },
  ],
});

it('numbered variables go by their place, in the form of the Cloud API', () => {
  const values = { 'body.0.1': ' Ana ', 'body.0.2': '77' };
  const content = templateContent({ template: template(), values });
  expect(TemplateContent.parse(content)).toEqual({
    name: 'order_update',
    language: 'pt_BR',
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Ana' },
          { type: 'text', text: '77' },
        ],
      },
    ],
  });
});

it('named variables, files and buttons each have their form', () => {
  const values = {
    'header.0.document': '0198f3c0-0000-7000-8000-000000000006',
    'body.0.customer': 'Ana',
    'button.1.1': 'a-1',
    'button.2.coupon_code': 'SAVE10',
  };
  expect(TemplateContent.parse(templateContent({ template: everything, values })).components).toEqual([
    {
      type: 'header',
      parameters: [{ type: 'document', document: { mediaId: '0198f3c0-0000-7000-8000-000000000006' } }],
    },
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'customer', text: 'Ana' }] },
    { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'a-1' }] },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: '2',
      parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }],
    },
  ]);
  expect(faultsOf({ template: everything, values }).size).toBe(0);
});

it('a location is four fields, of which two are needed', () => {
  const place = template({ parameters: [{ component: 'header', kind: 'location' }] });
  expect(fieldsOf(place).map(({ name, isOptional }) => [name, isOptional])).toEqual([
    ['latitude', false],
    ['longitude', false],
    ['name', true],
    ['address', true],
  ]);
  const values = {
    'header.0.location.latitude': '-23.55',
    'header.0.location.longitude': '181',
    'header.0.location.name': 'Loja',
  };
  expect([...faultsOf({ template: place, values })]).toEqual([['header.0.location.longitude', 'longitude']]);
  expect(templateContent({ template: place, values }).components).toEqual([
    {
      type: 'header',
      parameters: [{ type: 'location', location: { latitude: -23.55, longitude: 181, name: 'Loja' } }],
    },
  ]);
});

it.each([
  ['', 'missing'],
  ['  ', 'missing'],
  ['a\nb', 'lineBreak'],
  ['a     b', 'lineBreak'],
  ['a b', undefined],
])('a variable of %j is %s', (value, fault) => {
  const faults = faultsOf({ template: template(), values: { 'body.0.1': value, 'body.0.2': '1' } });
  expect(faults.get('body.0.1')).toBe(fault);
});

it('a file is an address or an id', () => {
  const faultOf = (value: string) =>
    faultsOf({ template: everything, values: { 'header.0.document': value } }).get('header.0.document');
  expect([faultOf('https://example.com/a.pdf'), faultOf('a.pdf')]).toEqual([undefined, 'address']);
});

it('what the customer sees has what was filled in, and gaps by name until then', () => {
  expect(renderedTemplate({ template: template(), values: { 'body.0.1': 'Ana' } }).body).toBe(
    'Olá Ana, o pedido {{2}} saiu. Até já, Ana!',
  );
  expect(renderedTemplate({ template: everything, values: {} })).toMatchObject({
    header: { format: 'document' },
    footer: 'Loja',
    buttons: [{ kind: 'reply' }, { kind: 'url', url: 'https://example.com/{{1}}' }, { kind: 'copy' }],
  });
});

it('finds by name and by words of the body, whatever the accents', () => {
  const all = [
    template(),
    template({ name: 'hello', language: 'en_US', category: 'MARKETING', components: [] }),
  ];
  const names = (text: string, category = '', language = '') =>
    matchingTemplates(all, { text, category, language }).map(({ name }) => name);
  expect(names('')).toEqual(['hello', 'order_update']);
  expect(names('ola PEDIDO')).toEqual(['order_update']);
  expect(names('order update')).toEqual(['order_update']);
  expect(names('', 'MARKETING')).toEqual(['hello']);
  expect(names('', '', 'pt_BR')).toEqual(['order_update']);
});

it('says why a template cannot be sent from here', () => {
  expect(templateObstacle(template())).toBeUndefined();
  expect(templateObstacle(template({ status: 'PENDING' }))).toBe('notApproved');
  expect(templateObstacle(template({ category: 'AUTHENTICATION' }))).toBe('authentication');
  expect(templateObstacle(template({ components: [{ type: 'CAROUSEL', cards: [] }] }))).toBe('beyondUs');
});
