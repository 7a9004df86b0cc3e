import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldChanges, type FieldChange } from '../../lib/diff-policy.ts';

/** Field by field, what it was and what it became. */
export function Diff({ changes }: { changes: Readonly<Record<string, unknown>> }): ReactNode {
  const { t } = useTranslation();
  const fields = fieldChanges(changes);
  return (
    <section aria-label={t('logs.details.changes')}>
      <Title order={3} size="h6" mb="xs">
        {t('logs.details.changes')}
      </Title>
      {fields.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('logs.details.nothing')}
        </Text>
      ) : (
        <Stack component="ul" gap={0} className="recado-diff">
          {fields.map((field) => (
            <Field key={`${field.kind} ${field.path}`} field={field} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function Field({ field: { path, kind, before, after } }: { field: FieldChange }): ReactNode {
  const { t } = useTranslation();
  return (
    <li>
      <div className="recado-diff-name">
        <span>{path}</span>
        <Text span size="xs" c="dimmed">
          {t(`logs.details.${kind}`)}
        </Text>
      </div>
      {kind !== 'added' && <Side kind="before" value={before} />}
      {kind !== 'removed' && <Side kind="after" value={after} />}
    </li>
  );
}

const ONE_LINE = 80;

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value);
  return text.length <= ONE_LINE ? text : JSON.stringify(value, null, 2);
}

/** A value of one side; the sign before it says what its colour says. */
function Side({ kind, value }: { kind: 'before' | 'after'; value: unknown }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-diff-side" data-side={kind}>
      <span aria-label={t(`logs.details.${kind}`)} role="img">
        {kind === 'before' ? '−' : '+'}
      </span>
      <span>{shown(value)}</span>
    </div>
  );
}
