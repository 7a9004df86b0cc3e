// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useHotkeySequences } from './use-hotkey-sequences.ts';

const go = vi.fn();
const help = vi.fn();
const actions = { 'g n': go, '?': help };

function Page() {
  useHotkeySequences(actions);
  return <input aria-label="field" />;
}

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const press = (...keys: string[]): void => {
  for (const key of keys) fireEvent.keyDown(document.body, { key });
};

it('two keys in a row do what stands for them, one key alone does not', () => {
  render(<Page />);
  press('g');
  expect(go).not.toHaveBeenCalled();
  press('n');
  expect(go).toHaveBeenCalledTimes(1);
  press('?');
  expect(help).toHaveBeenCalledTimes(1);
});

it('other keys in between, and keys with a modifier, do nothing', () => {
  render(<Page />);
  press('g', 'x', 'n');
  fireEvent.keyDown(document.body, { key: '?', ctrlKey: true });
  expect(go).not.toHaveBeenCalled();
  expect(help).not.toHaveBeenCalled();
});

it('who types in a field types', () => {
  const { getByLabelText } = render(<Page />);
  fireEvent.keyDown(getByLabelText('field'), { key: '?' });
  expect(help).not.toHaveBeenCalled();
});

it('a key that has just closed a dialog does nothing more', () => {
  render(<Page />);
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('role', 'dialog');
  const within = dialog.appendChild(document.createElement('button'));
  window.addEventListener('keydown', () => dialog.remove(), { capture: true, once: true });
  fireEvent.keyDown(within, { key: '?' });
  expect(help).not.toHaveBeenCalled();
  press('?');
  expect(help).toHaveBeenCalledTimes(1);
});
