import type { ReactNode } from 'react';

export interface RowButtonProps {
  /** What it opens, since a row's first words alone may be the same for many; it holds the words that are seen. */
  label: string;
  onClick: () => void;
  children: ReactNode;
}

/** Opens the row of a table that it stands in; the whole row takes the click. */
export function RowButton({ label, onClick, children }: RowButtonProps): ReactNode {
  return (
    <button type="button" className="recado-row-button" aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
