import { List, Stack, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import { checkChange, draftOfJson, type AgentDraft } from './agent-draft.ts';
import { useIsReadOnly } from './form.ts';

export interface JsonFormProps {
  draft: AgentDraft;
  onChange: (draft: AgentDraft) => void;
  /** Told whenever the text begins or ceases to be settings: what is no settings is not saved. */
  onValid: (isValid: boolean) => void;
}

/** The settings as the API takes them. Only what they are whole is taken over into the form. */
export function JsonForm({ draft, onChange, onValid }: JsonFormProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [text, setText] = useState(() => JSON.stringify(draft.configuration, null, 2));
  const read = draftOfJson(draft, text);
  const type = (typed: string): void => {
    setText(typed);
    const next = draftOfJson(draft, typed);
    onValid(next.draft !== undefined);
    if (next.draft !== undefined) onChange(next.draft);
  };
  const faults = read.draft === undefined ? read.faults : [...checkChange(read.draft).faults];
  return (
    <Panel title={t('agents.json.title')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('agents.json.hint')}
        </Text>
        <Textarea
          aria-label={t('agents.json.title')}
          value={text}
          readOnly={isReadOnly}
          autosize
          minRows={12}
          maxRows={40}
          spellCheck={false}
          className="recado-json-field"
          error={read.isJson ? undefined : t('agents.json.noJson')}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
        {read.isJson && faults.length > 0 && (
          <List size="sm" role="status">
            {faults.map(([path, { key, limit }]) => (
              <List.Item key={path}>
                <code>{path}</code>: {t(`agents.faults.${key}`, { limit })}
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Panel>
  );
}
