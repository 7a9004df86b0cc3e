// @vitest-environment happy-dom
import { cleanup, fireEvent, render, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { usePageKeys, usePageKeySections, type PageKey } from './page-keys.ts';

afterEach(cleanup);

function Part({ heading, keys }: { heading: string; keys: readonly PageKey[] }): ReactNode {
  usePageKeys(heading, keys);
  return null;
}

const close = { keys: 'e', title: 'Close', run: vi.fn() };
const bold = { keys: 'Ctrl+B', title: 'Bold' };
const next = { keys: 'j', title: 'Next' };
const [list, thread, writing] = [[next], [close], [bold]];

it('tells of the keys of all that is there under each heading once, and forgets them with it', () => {
  const { result } = renderHook(usePageKeySections);
  const page = render(
    <>
      <Part heading="Inbox" keys={list} />
      <Part heading="Writing" keys={writing} />
      <Part heading="Inbox" keys={thread} />
    </>,
  );
  expect(result.current).toEqual([
    { heading: 'Inbox', keys: [next, close] },
    { heading: 'Writing', keys: [bold] },
  ]);
  page.rerender(<Part heading="Inbox" keys={list} />);
  expect(result.current).toEqual([{ heading: 'Inbox', keys: [next] }]);
});

it('runs what a key stands for, while it is there', () => {
  const page = render(<Part heading="Inbox" keys={thread} />);
  fireEvent.keyDown(window, { key: 'e' });
  expect(close.run).toHaveBeenCalledTimes(1);
  page.unmount();
  fireEvent.keyDown(window, { key: 'e' });
  expect(close.run).toHaveBeenCalledTimes(1);
});
