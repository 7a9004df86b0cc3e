import { MediaId, MessageId } from '@recado/contracts';
import { expect, test } from 'vitest';
import type { MediaSource, OutboundMessage } from '../channel.ts';
import { samples } from '../conformance.ts';
import { renderMessage } from './render-message.ts';

// That each type arrives as it was meant is shown against the simulator (cloud-channel.test.ts); here is what that leaves out.

const mediaId = MediaId.parse('0198f3c0-0000-7000-8000-00000000000a');
const id = MessageId.parse('0198f3c0-0000-7000-8000-00000000000b');

const render = (extra: Partial<OutboundMessage>) =>
  renderMessage({
    id,
    recipient: { kind: 'phone', value: '+5511999999999' },
    content: samples.text,
    media: new Map<string, MediaSource>(),
    replyToWhatsappId: undefined,
    ...extra,
  });

test('the envelope carries our id and quotes what is answered', () => {
  expect(render({ replyToWhatsappId: 'wamid.IN' })).toMatchObject({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+5511999999999',
    context: { message_id: 'wamid.IN' },
    biz_opaque_callback_data: id,
  });
});

test('a user id goes into `recipient`, a group is marked as one', () => {
  const toUser = render({ recipient: { kind: 'bsuid', value: 'user.1' } });
  expect(toUser).toMatchObject({ recipient_type: 'individual', recipient: 'user.1' });
  expect(toUser).not.toHaveProperty('to');
  expect(render({ recipient: { kind: 'group', value: 'Y2Fw' } })).toMatchObject({
    recipient_type: 'group',
    to: 'Y2Fw',
  });
});

test('a reaction names its message instead of quoting it', () => {
  const body = render({ content: samples.reaction, replyToWhatsappId: 'wamid.IN' });
  expect(body).toMatchObject({ reaction: { message_id: 'wamid.IN', emoji: '👍' } });
  expect(body).not.toHaveProperty('context');
});

test('a link is previewed only when asked for', () => {
  expect(render({ content: { type: 'text', content: 'x' } })).toMatchObject({
    text: { body: 'x', preview_url: false },
  });
});

test.each<[MediaSource, object]>([
  [{ kind: 'provider', providerMediaId: '42' }, { id: '42' }],
  [{ kind: 'link', link: 'https://cdn.example.com/a' }, { link: 'https://cdn.example.com/a' }],
])('media by our id is named as the provider knows it: %j', (source, named) => {
  const media = new Map([[mediaId, source]]);
  expect(render({ content: { type: 'image', content: { mediaId, caption: 'Foto' } }, media })).toMatchObject({
    image: { ...named, caption: 'Foto' },
  });
  const header = { type: 'video', video: { mediaId } } as const;
  expect(
    render({
      content: { ...samples.buttons, content: { body: 'x', buttons: [{ id: 'a', title: 'A' }], header } },
      media,
    }),
  ).toMatchObject({
    interactive: { header: { type: 'video', video: named } },
  });
});

test('media that is not with the provider is an error of ours', () => {
  expect(() => render({ content: { type: 'image', content: { mediaId } } })).toThrow(/not with the provider/);
});

test('contacts: a name keeps its parts, and gets a first name when it has none', () => {
  const contacts = (name: object) =>
    render({
      content: {
        type: 'contacts',
        content: { contacts: [{ name: { formattedName: 'Ana Lima', ...name } }] },
      },
    });
  expect(contacts({})).toMatchObject({
    contacts: [{ name: { formatted_name: 'Ana Lima', first_name: 'Ana Lima' } }],
  });
  const withLast: unknown = JSON.parse(JSON.stringify(contacts({ lastName: 'Lima' })));
  expect(withLast).toMatchObject({ contacts: [{ name: { formatted_name: 'Ana Lima', last_name: 'Lima' } }] });
  expect(withLast).not.toHaveProperty('contacts.0.name.first_name');
});

test("a template button's place is text, as Meta wants it", () => {
  const button = {
    type: 'button',
    sub_type: 'url',
    index: 1,
    parameters: [{ type: 'text', text: 'x' }],
  } as const;
  expect(
    render({
      content: {
        type: 'template',
        content: {
          name: 'a',
          language: 'en_US',
          components: [{ ...button, parameters: [...button.parameters] }],
        },
      },
    }),
  ).toMatchObject({
    template: { components: [{ type: 'button', sub_type: 'url', index: '1' }] },
  });
});

test('a stored file in a template is named by the id it has at Meta; a link and a text stay as they are', () => {
  const parameters = [
    { type: 'image' as const, image: { mediaId } },
    { type: 'video' as const, video: { link: 'https://example.com/a.mp4' } },
    { type: 'text' as const, text: 'Ana' },
  ];
  const content = { name: 'a', language: 'pt_BR', components: [{ type: 'header' as const, parameters }] };
  expect(
    render({
      content: { type: 'template', content },
      media: new Map([[mediaId, { kind: 'provider', providerMediaId: '7' }]]),
    }),
  ).toMatchObject({
    template: {
      components: [
        {
          type: 'header',
          parameters: [
            { type: 'image', image: { id: '7' } },
            { type: 'video', video: { link: 'https://example.com/a.mp4' } },
            { type: 'text', text: 'Ana' },
          ],
        },
      ],
    },
  });
});
