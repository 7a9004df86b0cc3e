import { TextInput, type TextInputProps } from '@mantine/core';
import type { ReactNode } from 'react';

export interface MomentFieldProps extends Pick<
  TextInputProps,
  'label' | 'description' | 'error' | 'required' | 'aria-label'
> {
  /** ISO 8601 in UTC; undefined for none. */
  value: string | undefined;
  onChange: (iso: string | undefined) => void;
}

/** What a field of the browser shows: the same time where this browser is, to the minute. */
function localOf(iso: string | undefined): string {
  if (iso === undefined) return '';
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A day and a time of day. */
export function MomentField({ value, onChange, ...field }: MomentFieldProps): ReactNode {
  return (
    <TextInput
      {...field}
      className="recado-moment"
      type="datetime-local"
      defaultValue={localOf(value)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? undefined : new Date(currentTarget.value).toISOString())
      }
    />
  );
}
