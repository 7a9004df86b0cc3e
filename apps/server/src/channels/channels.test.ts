import { expect, test } from 'vitest';
import { Channels } from './channels.ts';

test('a channel whose adapter is not installed is refused by name', () => {
  expect(() => new Channels([]).for('web')).toThrow('The channel web is not installed on this server');
  expect(new Channels([]).find('web')).toBeUndefined();
});
