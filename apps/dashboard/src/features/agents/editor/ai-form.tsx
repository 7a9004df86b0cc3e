import { Checkbox, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import type { AiDraft } from './agent-draft.ts';
import { useField, useIsReadOnly } from './form.ts';
import { NumberField } from './number-field.tsx';
import { FailurePanel, LimitFields } from './service-fields.tsx';

export interface AiFormProps {
  ai: AiDraft;
  hasApiKey: boolean;
  onChange: (ai: AiDraft) => void;
}

/** A language model: where it is, what it is told, what it may do, and how much of it. */
export function AiForm({ ai, hasApiKey, onChange }: AiFormProps): ReactNode {
  const { t } = useTranslation();
  const set = (changed: Partial<AiDraft>): void => onChange({ ...ai, ...changed });
  return (
    <>
      <Panel title={t('agents.ai.title')}>
        <Stack>
          <ServiceFields ai={ai} hasApiKey={hasApiKey} set={set} />
          <Textarea
            label={t('agents.ai.instructions')}
            description={t('agents.ai.instructionsHint')}
            value={ai.instructions}
            required
            autosize
            minRows={6}
            maxRows={24}
            onChange={({ currentTarget }) => set({ instructions: currentTarget.value })}
            {...useField('configuration.instructions')}
          />
          <Tools tools={ai.tools} onChange={(tools) => set({ tools })} />
        </Stack>
      </Panel>
      <Panel title={t('agents.ai.limits')}>
        <div className="recado-fields">
          <NumberField
            label={t('agents.ai.maxTurns')}
            path="configuration.maxTurns"
            value={ai.maxTurns}
            onChange={(maxTurns = '') => set({ maxTurns })}
          />
          <NumberField
            label={t('agents.ai.maxTokens')}
            path="configuration.maxTokens"
            value={ai.maxTokens}
            onChange={(maxTokens = '') => set({ maxTokens })}
          />
          <NumberField
            label={t('agents.ai.temperature')}
            placeholder={t('agents.ai.temperatureUsual')}
            path="configuration.temperature"
            value={ai.temperature}
            isOptional
            decimals={2}
            onChange={(temperature) => set({ temperature })}
          />
          <LimitFields value={ai} onChange={set} />
        </div>
      </Panel>
      <FailurePanel onFailure={ai.onFailure} onChange={(onFailure) => set({ onFailure })} />
    </>
  );
}

interface ServiceFieldsProps {
  ai: AiDraft;
  hasApiKey: boolean;
  set: (changed: Partial<AiDraft>) => void;
}

function ServiceFields({ ai, hasApiKey, set }: ServiceFieldsProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const apiKey = useField('configuration.apiKey');
  return (
    <>
      <div className="recado-fields recado-fields-top">
        <TextInput
          label={t('agents.ai.baseUrl')}
          description={t('agents.ai.baseUrlHint')}
          value={ai.baseUrl}
          required
          spellCheck={false}
          onChange={({ currentTarget }) => set({ baseUrl: currentTarget.value })}
          {...useField('configuration.baseUrl')}
        />
        <TextInput
          label={t('agents.ai.model')}
          description={t('agents.ai.modelHint')}
          placeholder="gpt-4.1-mini"
          value={ai.model}
          required
          spellCheck={false}
          onChange={({ currentTarget }) => set({ model: currentTarget.value })}
          {...useField('configuration.model')}
        />
      </div>
      {!isReadOnly && (
        <PasswordInput
          label={t('agents.ai.apiKey')}
          description={hasApiKey ? t('agents.ai.apiKeyKept') : t('agents.ai.apiKeyHint')}
          value={ai.apiKey ?? ''}
          autoComplete="new-password"
          visibilityToggleButtonProps={{
            'aria-label': t('auth.showPassword'),
            'aria-hidden': false,
            tabIndex: 0,
          }}
          onChange={({ currentTarget }) =>
            set({ apiKey: currentTarget.value === '' ? undefined : currentTarget.value })
          }
          {...apiKey}
        />
      )}
    </>
  );
}

interface ToolsProps {
  tools: AiDraft['tools'];
  onChange: (tools: AiDraft['tools']) => void;
}

function Tools({ tools, onChange }: ToolsProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  return (
    <Stack gap="xs">
      <Checkbox
        label={t('agents.ai.mayHandoff')}
        checked={tools.handoff}
        disabled={isReadOnly}
        onChange={({ currentTarget }) => onChange({ ...tools, handoff: currentTarget.checked })}
      />
      <Checkbox
        label={t('agents.ai.mayClose')}
        checked={tools.close}
        disabled={isReadOnly}
        onChange={({ currentTarget }) => onChange({ ...tools, close: currentTarget.checked })}
      />
    </Stack>
  );
}
