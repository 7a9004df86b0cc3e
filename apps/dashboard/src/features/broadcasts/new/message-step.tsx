import { Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { TemplateEditor } from '../../../ui/templates/template-editor.tsx';
import { variablesOf } from './draft-policy.ts';
import type { StepProps } from './step-props.ts';

/** What they get: a text, or on the Cloud API a template. */
export function MessageStep({ draft, change, faultOf, isStrict }: StepProps): ReactNode {
  const { t } = useTranslation();
  const number = useNumbers()?.find(({ id }) => id === draft.instanceId);
  const isCloud = number?.channel === 'cloud';
  return (
    <Stack>
      {isCloud && (
        <SegmentedControl
          aria-label={t('broadcasts.kind')}
          value={draft.kind}
          onChange={(value) => change({ kind: value === 'template' ? 'template' : 'text' })}
          data={[
            { value: 'text', label: t('words.messageType.text') },
            { value: 'template', label: t('words.messageType.template') },
          ]}
        />
      )}
      {isCloud && draft.kind === 'template' ? (
        <TemplateField draft={draft} change={change} faultOf={faultOf} isStrict={isStrict} />
      ) : (
        <TextField draft={draft} change={change} faultOf={faultOf} isStrict={isStrict} />
      )}
      {isCloud && draft.kind === 'text' && (
        <Text size="sm" c="dimmed">
          {t('broadcasts.windowNote')}
        </Text>
      )}
    </Stack>
  );
}

function TemplateField({ draft, change, faultOf, isStrict }: StepProps): ReactNode {
  const { t } = useTranslation();
  const fault = faultOf('template');
  if (draft.instanceId === undefined) return null;
  return (
    <>
      <TemplateEditor
        instanceId={draft.instanceId}
        draft={draft.template}
        isStrict={isStrict}
        variables={variablesOf(draft)}
        onChange={(template) => change({ template })}
      />
      {draft.template !== undefined && draft.template.template.parameters.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('broadcasts.variablesInTemplate', { variable: '{{name|cliente}}' })}
        </Text>
      )}
      {fault !== undefined && draft.template === undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {fault}
        </Text>
      )}
    </>
  );
}

function TextField({ draft, change, faultOf }: StepProps): ReactNode {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  /** Puts it where the cursor is. */
  const insert = (name: string): void => {
    const { selectionStart = draft.text.length, selectionEnd = draft.text.length } = field.current ?? {};
    const text = `${draft.text.slice(0, selectionStart)}{{${name}}}${draft.text.slice(selectionEnd)}`;
    change({ text });
    field.current?.focus();
  };
  return (
    <Stack gap={6}>
      <Textarea
        ref={field}
        label={t('words.messageType.text')}
        autosize
        minRows={5}
        maxRows={16}
        value={draft.text}
        error={faultOf('text')}
        onChange={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <Group gap={6}>
        <Text size="sm" c="dimmed">
          {t('broadcasts.insert')}
        </Text>
        {variablesOf(draft).map((name) => (
          <Button key={name} size="compact-xs" variant="default" ff="monospace" onClick={() => insert(name)}>
            {`{{${name}}}`}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t('broadcasts.variablesNote', { variable: '{{name|cliente}}' })}
      </Text>
    </Stack>
  );
}
