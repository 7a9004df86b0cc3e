import { expect, it } from 'vitest';
import { KeptTexts } from './kept-texts.ts';

function scene(stored = new Map<string, string>(), storageKey = (): string | undefined => 'texts') {
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  return { texts: new KeptTexts({ storage, storageKey }), stored };
}

it('keeps a text of each conversation until it is emptied', () => {
  const { texts, stored } = scene();
  texts.set('a', 'Olá');
  texts.set('b', 'Oi');
  expect([scene(stored).texts.get('a'), texts.get('b'), texts.get('c')]).toEqual(['Olá', 'Oi', '']);
  texts.set('a', '');
  texts.set('b', '');
  expect(stored.size).toBe(0);
});

it('lets the oldest go', () => {
  const { texts } = scene();
  for (let at = 0; at <= 200; at += 1) texts.set(`c${at}`, 'x');
  expect([texts.get('c0'), texts.get('c1')]).toEqual(['', 'x']);
});

it('keeps nothing for nobody', () => {
  const { texts, stored } = scene(new Map(), () => undefined);
  texts.set('a', 'Olá');
  expect([texts.get('a'), stored.size]).toEqual(['', 0]);
});

it.each(['{', '7', '[1,["a"]]'])('a storage that holds %s is as good as empty', (text) => {
  expect(scene(new Map([['texts', text]])).texts.get('a')).toBe('');
});
