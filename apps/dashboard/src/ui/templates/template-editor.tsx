import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TemplateFields } from './template-fields.tsx';
import { TemplateList } from './template-list.tsx';
import type { TemplateDraft } from './template-policy.ts';
import { TemplatePreview } from './template-preview.tsx';
import { categoryText } from './template-words.ts';
import './templates.css';

export interface TemplateEditorProps {
  /** The number whose templates they are. */
  instanceId: string;
  /** Undefined until one was chosen. `templateContent` makes the message of it, `faultsOf` says what is missing. */
  draft: TemplateDraft | undefined;
  onChange: (draft: TemplateDraft | undefined) => void;
  /** Says what is missing too, not only what is wrong: after a first try to send. */
  isStrict?: boolean;
  /** Names of what is known of each customer, where the message goes to many. */
  variables?: readonly string[];
}

/** Chooses a template, fills it in, and shows what the customer will see. A page that has it loads the texts `templates`. */
export function TemplateEditor({
  instanceId,
  draft,
  onChange,
  isStrict = false,
  variables,
}: TemplateEditorProps): ReactNode {
  const { t } = useTranslation();
  if (draft === undefined)
    return (
      <TemplateList instanceId={instanceId} onChoose={(template) => onChange({ template, values: {} })} />
    );
  const { name, category, language } = draft.template;
  return (
    <div className="recado-template-editor">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div className="recado-shrinks">
            <Text fw={600} className="recado-break">
              {name}
            </Text>
            <Text size="xs" c="dimmed">
              {categoryText(t, category)} · {language}
            </Text>
          </div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
            onClick={() => onChange(undefined)}
          >
            {t('templates.another')}
          </Button>
        </Group>
        <TemplateFields
          instanceId={instanceId}
          draft={draft}
          onChange={onChange}
          isStrict={isStrict}
          variables={variables}
        />
      </Stack>
      <TemplatePreview draft={draft} />
    </div>
  );
}
