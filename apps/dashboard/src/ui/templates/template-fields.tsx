import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FileField } from './file-field.tsx';
import { partsOf } from './template-parts.ts';
import { faultsOf, fieldsOf, type TemplateDraft, type TemplateField } from './template-policy.ts';
import { VariableMenu } from './variable-menu.tsx';

export interface TemplateFieldsProps {
  instanceId: string;
  draft: TemplateDraft;
  onChange: (draft: TemplateDraft) => void;
  /** Says what is missing too, not only what is wrong: after a first try to send. */
  isStrict: boolean;
  /** Names of what is known of each customer, where a message goes to many: it can be put into every text. */
  variables?: readonly string[] | undefined;
}

/** Everything that a template needs to be filled in, with Meta's examples. */
export function TemplateFields({
  instanceId,
  draft,
  onChange,
  isStrict,
  variables,
}: TemplateFieldsProps): ReactNode {
  const { t } = useTranslation();
  const fields = fieldsOf(draft.template);
  const faults = faultsOf(draft);
  const set = (key: string, value: string): void =>
    onChange({ ...draft, values: { ...draft.values, [key]: value } });
  if (fields.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('templates.nothingToFill')}
      </Text>
    );
  return (
    <Stack gap="sm">
      {fields.map((field) => {
        const fault = faults.get(field.key);
        const isTold = fault !== undefined && (isStrict || fault !== 'missing');
        return (
          <Field
            key={field.key}
            field={field}
            draft={draft}
            instanceId={instanceId}
            error={isTold ? t(`templates.fault.${fault}`) : undefined}
            variables={variables}
            onChange={(value) => set(field.key, value)}
          />
        );
      })}
    </Stack>
  );
}

interface FieldProps {
  field: TemplateField;
  draft: TemplateDraft;
  instanceId: string;
  error: string | undefined;
  variables: readonly string[] | undefined;
  onChange: (value: string) => void;
}

function Field(properties: FieldProps): ReactNode {
  const { field, draft, instanceId, error, onChange } = properties;
  const label = useLabel(field, draft);
  const value = draft.values[field.key] ?? '';
  if (field.kind === 'file')
    return (
      <FileField
        label={label}
        kind={field.name === 'image' || field.name === 'video' ? field.name : 'document'}
        instanceId={instanceId}
        value={value}
        error={error}
        onChange={onChange}
      />
    );
  return <TextField {...properties} label={label} value={value} />;
}

interface TextFieldProps extends FieldProps {
  label: string;
  value: string;
}

function TextField({ field, label, value, error, variables, onChange }: TextFieldProps): ReactNode {
  const { t } = useTranslation();
  const cursor = useRef(value.length);
  const insert = (placeholder: string): void =>
    onChange(value.slice(0, cursor.current) + placeholder + value.slice(cursor.current));
  const properties = {
    label,
    value,
    error,
    onSelect: ({ currentTarget }: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
      cursor.current = currentTarget.selectionEnd ?? value.length;
    },
    ...(field.example !== undefined && {
      placeholder: t('templates.fields.example', { example: field.example }),
    }),
    ...(variables !== undefined &&
      field.kind === 'text' && {
        rightSection: <VariableMenu names={variables} label={label} onChoose={insert} />,
      }),
  };
  return field.component === 'body' ? (
    <Textarea
      {...properties}
      autosize
      minRows={1}
      maxRows={4}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  ) : (
    <TextInput {...properties} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
  );
}

const named = ['image', 'video', 'document', 'latitude', 'longitude', 'name', 'address'] as const;

function useLabel({ component, key, kind, name }: TemplateField, { template }: TemplateDraft): string {
  const { t } = useTranslation();
  if (kind === 'code') return t('templates.fields.code');
  if (component === 'button') {
    const button = partsOf(template).buttons[Number(key.split('.')[1])];
    return t('templates.fields.link', { button: button?.text ?? '' });
  }
  const known =
    key.includes('.location.') || kind === 'file' ? named.find((each) => each === name) : undefined;
  if (known !== undefined) return t(`templates.fields.${known}`);
  const variable = /^\d+$/.test(name) ? t('templates.fields.variable', { name }) : name.replaceAll('_', ' ');
  return component === 'header' ? `${t('templates.fields.header')}: ${variable}` : variable;
}
