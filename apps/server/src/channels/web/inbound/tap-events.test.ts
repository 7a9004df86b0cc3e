import { makeEventBuffer, type WAMessage } from 'baileys';
import { expect, it } from 'vitest';
import { LibraryLog } from '../session/library-log.ts';
import { tapEvents } from './tap-events.ts';

const message = (id: string, text: string): WAMessage => ({
  key: { remoteJid: '5511999999999@s.whatsapp.net', id, fromMe: false },
  message: { conversation: text },
});

/** The library's own events, of which it holds some back; what one hears before the buffer, and what behind it. */
function events() {
  const ev = makeEventBuffer(new LibraryLog({ warn: () => undefined, debug: () => undefined }));
  const before: unknown[] = [];
  const behind: unknown[] = [];
  ev.on('messages.upsert', ({ messages }) =>
    behind.push(...messages.map((one) => one.message?.conversation)),
  );
  tapEvents(
    { ev },
    {
      'messages.upsert': ({ messages }) => {
        before.push(...messages.map((one) => one.message?.conversation));
      },
    },
  );
  return { ev, before, behind };
}

it('what the buffer still holds when the socket ends was heard', () => {
  const { ev, before, behind } = events();
  ev.buffer();
  ev.emit('messages.upsert', { messages: [message('A', 'um')], type: 'notify' });
  ev.destroy();
  expect({ before, behind }).toEqual({ before: ['um'], behind: [] });
});

it('a deletion that comes together with the message takes nothing from it', () => {
  const { ev, before, behind } = events();
  ev.buffer();
  ev.emit('messages.upsert', { messages: [message('A', 'um')], type: 'notify' });
  ev.emit('messages.update', [{ key: message('A', '').key, update: { message: null } }]);
  ev.flush();
  expect({ before, behind }).toEqual({ before: ['um'], behind: [undefined] });
});

it('others hear what they would have heard', () => {
  const { ev, behind } = events();
  ev.emit('messages.upsert', { messages: [message('A', 'um')], type: 'notify' });
  expect(behind).toEqual(['um']);
});
