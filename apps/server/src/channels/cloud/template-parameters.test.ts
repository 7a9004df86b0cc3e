import { expect, test } from 'vitest';
import { templateParameters } from './template-parameters.ts';

test('variables of header and body, once each, with their examples', () => {
  expect(
    templateParameters([
      { type: 'HEADER', format: 'TEXT', text: 'Hi {{1}}', example: { header_text: ['Ana'] } },
      { type: 'BODY', text: '{{1}}, your order {{2}} of {{1}}', example: { body_text: [['Ana', '1042']] } },
      { type: 'FOOTER', text: '{{1}} is no variable here' },
    ]),
  ).toEqual([
    { component: 'header', kind: 'text', name: '1', example: 'Ana' },
    { component: 'body', kind: 'text', name: '1', example: 'Ana' },
    { component: 'body', kind: 'text', name: '2', example: '1042' },
  ]);
});

test('named variables', () => {
  const example = { body_text_named_params: [{ param_name: 'order', example: '1042' }] };
  expect(templateParameters([{ type: 'body', text: 'Order {{order}} for {{name}}', example }])).toEqual([
    { component: 'body', kind: 'text', name: 'order', example: '1042' },
    { component: 'body', kind: 'text', name: 'name', example: undefined },
  ]);
});

test.each(['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'])('a header of format %s needs one', (format) => {
  expect(templateParameters([{ type: 'HEADER', format }])).toEqual([
    { component: 'header', kind: format.toLowerCase() },
  ]);
});

test('of buttons only a link with a variable, a code to copy and a one-time code need something', () => {
  const buttons = [
    { type: 'QUICK_REPLY', text: 'Stop' },
    { type: 'URL', text: 'Open', url: 'https://example.com' },
    { type: 'URL', text: 'Track', url: 'https://example.com/{{1}}', example: ['https://example.com/7'] },
    { type: 'COPY_CODE', example: 'SAVE10' },
    { type: 'OTP', otp_type: 'COPY_CODE' },
    { type: 'PHONE_NUMBER' },
  ];
  expect(templateParameters([{ type: 'BUTTONS', buttons }])).toEqual([
    { component: 'button', index: 2, kind: 'text', name: '1', example: 'https://example.com/7' },
    { component: 'button', index: 3, kind: 'coupon_code', example: 'SAVE10' },
    { component: 'button', index: 4, kind: 'text', name: '1', example: undefined },
  ]);
});

test('components that are not understood need nothing', () => {
  expect(
    templateParameters([null, 'x', {}, { type: 'CAROUSEL', cards: [] }, { type: 'BODY', example: 7 }]),
  ).toEqual([]);
});
