import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import type { OnFailureDraft, Typed } from './agent-draft.ts';
import { ReplyEditor } from './bot/reply-editor.tsx';
import { NumberField } from './number-field.tsx';
import { SkillsField } from './skills-field.tsx';

interface Limits {
  timeoutSeconds: Typed;
  historyMessages: Typed;
  capacity?: Typed | undefined;
}

export interface LimitFieldsProps {
  value: Limits;
  onChange: (changed: Partial<Limits>) => void;
}

/** How long a service may take, what it is told, and how many conversations it has at once. */
export function LimitFields({ value, onChange }: LimitFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t('agents.service.timeout')}
        path="configuration.timeoutSeconds"
        value={value.timeoutSeconds}
        onChange={(timeoutSeconds = '') => onChange({ timeoutSeconds })}
      />
      <NumberField
        label={t('agents.service.history')}
        path="configuration.historyMessages"
        value={value.historyMessages}
        onChange={(historyMessages = '') => onChange({ historyMessages })}
      />
      <NumberField
        label={t('agents.capacity.label')}
        placeholder={t('agents.capacity.any')}
        path="configuration.capacity"
        value={value.capacity}
        isOptional
        onChange={(capacity) => onChange({ capacity })}
      />
    </>
  );
}

export interface FailurePanelProps {
  onFailure: OnFailureDraft;
  onChange: (onFailure: OnFailureDraft) => void;
}

/** What is said, and who takes over, when a service fails. */
export function FailurePanel({ onFailure, onChange }: FailurePanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('agents.service.failure')}>
      <Stack gap="sm">
        <ReplyEditor
          label={t('agents.service.failureReply')}
          description={t('agents.service.failureHint')}
          path="configuration.onFailure.reply"
          value={onFailure.reply}
          onChange={(reply) => onChange({ ...onFailure, reply })}
        />
        <SkillsField
          label={t('agents.bot.handoffSkills')}
          path="configuration.onFailure.skills"
          value={onFailure.skills ?? []}
          onChange={(skills) => onChange({ ...onFailure, skills: skills.length === 0 ? undefined : skills })}
        />
      </Stack>
    </Panel>
  );
}
