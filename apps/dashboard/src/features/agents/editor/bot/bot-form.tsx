import { Stack, Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZone } from '../../../../lib/period.ts';
import { Panel } from '../../../../ui/panel.tsx';
import { useIsReadOnly } from '../form.ts';
import { HoursEditor } from '../hours/hours-editor.tsx';
import { usualHours } from '../hours/hours-policy.ts';
import { NumberField } from '../number-field.tsx';
import { AnswerFields } from './answer-fields.tsx';
import type { BotDraft, BotHoursDraft } from './bot-draft.ts';
import { FirstMenuEditor } from './menu-editor.tsx';
import { ReplyEditor } from './reply-editor.tsx';
import { RulesEditor } from './rules-editor.tsx';

const thens = ['stay', 'handoff', 'close'] as const;

export interface BotFormProps {
  bot: BotDraft;
  onChange: (bot: BotDraft) => void;
}

/** Everything a bot says and does, in the order in which it decides. */
export function BotForm({ bot, onChange }: BotFormProps): ReactNode {
  const { t } = useTranslation();
  const set = (changed: Partial<BotDraft>): void => onChange({ ...bot, ...changed });
  return (
    <>
      <Panel title={t('agents.bot.greeting')}>
        <ReplyEditor
          label={t('agents.bot.greetingHint')}
          path="configuration.greeting"
          value={bot.greeting}
          onChange={(greeting) => set({ greeting })}
        />
      </Panel>
      <Panel title={t('agents.bot.menu.title')}>
        <FirstMenuEditor menu={bot.menu} onChange={(menu) => set({ menu })} />
      </Panel>
      <Panel title={t('agents.bot.rules')}>
        <Text size="sm" c="dimmed" mb="sm">
          {t('agents.bot.rulesHint')}
        </Text>
        <RulesEditor rules={bot.rules} onChange={(rules) => set({ rules })} />
      </Panel>
      <Panel title={t('agents.bot.hours')}>
        <BotHours hours={bot.businessHours} onChange={(businessHours) => set({ businessHours })} />
      </Panel>
      <Panel title={t('agents.bot.fallback')}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('agents.bot.fallbackHint')}
          </Text>
          <AnswerFields
            path="configuration.fallback"
            value={bot.fallback}
            thens={thens}
            onChange={(fallback) => set({ fallback })}
          />
          <NumberField
            label={t('agents.capacity.label')}
            description={t('agents.capacity.optional')}
            path="configuration.capacity"
            value={bot.capacity}
            isOptional
            onChange={(capacity) => set({ capacity })}
          />
        </Stack>
      </Panel>
    </>
  );
}

interface BotHoursProps {
  hours: BotHoursDraft | undefined;
  onChange: (hours: BotHoursDraft | undefined) => void;
}

function BotHours({ hours, onChange }: BotHoursProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const toggle = (isOn: boolean): void =>
    onChange(isOn ? { ...usualHours(timeZone()), then: 'stay' } : undefined);
  return (
    <Stack>
      <Switch
        label={t('agents.bot.hoursUse')}
        description={t('agents.bot.hoursHint')}
        checked={hours !== undefined}
        disabled={isReadOnly}
        onChange={({ currentTarget }) => toggle(currentTarget.checked)}
      />
      {hours !== undefined && (
        <>
          <HoursEditor
            hours={hours}
            path="configuration.businessHours"
            onChange={(changed) => onChange({ ...hours, ...changed })}
          />
          <AnswerFields
            path="configuration.businessHours"
            value={{ reply: hours.closedReply, then: hours.then, skills: hours.skills }}
            replyName="closedReply"
            replyLabel={t('agents.bot.closedReply')}
            thens={thens}
            onChange={({ reply, then, skills }) => onChange({ ...hours, closedReply: reply, then, skills })}
          />
        </>
      )}
    </Stack>
  );
}
