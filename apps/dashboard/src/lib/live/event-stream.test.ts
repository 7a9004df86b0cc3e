import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventStreamParser } from './event-stream.ts';

const stream =
  ': hello\n\nretry: 2000\n\nid: 1\nevent: message.sent\ndata: {"a":1}\n\n: heartbeat\n\nid: 2\ndata: x\ndata: y\n\n';
const messages = [
  { id: '1', data: '{"a":1}' },
  { id: '2', data: 'x\ny' },
];

it('a stream is read the same wherever it is cut, with either end of line', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length + 20)), fc.constantFrom('\n', '\r\n'), (cuts, end) => {
      const text = stream.replaceAll('\n', end);
      const parser = new EventStreamParser();
      const places = [0, ...cuts.sort((a, b) => a - b), text.length];
      const found = places.slice(1).flatMap((to, index) => parser.take(text.slice(places[index], to)));
      expect(found).toEqual(messages);
    }),
  );
});

it('a message that has not ended is not given', () => {
  expect(new EventStreamParser().take('id: 1\ndata: x\n')).toEqual([]);
});
