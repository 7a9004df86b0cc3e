import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Typed } from './agent-draft.ts';
import { useField } from './form.ts';

export interface NumberFieldProps {
  label: string;
  description?: string;
  path: string;
  value: Typed | undefined;
  /** Empty means that there is none; without it an empty field is a fault. */
  isOptional?: boolean;
  placeholder?: string;
  decimals?: number;
  suffix?: string;
  onChange: (value: Typed | undefined) => void;
}

/** A number, whose bounds the contracts know. */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { path, value, isOptional = false, decimals = 0, onChange, ...others } = props;
  return (
    <NumberInput
      {...others}
      value={value ?? ''}
      required={!isOptional}
      allowNegative={false}
      decimalScale={decimals}
      hideControls
      onChange={(typed) => onChange(isOptional && typed === '' ? undefined : typed)}
      {...useField(path)}
    />
  );
}
