import { NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useProfile } from '../../../lib/api/profile.ts';
import { allUsersQuery } from '../../../lib/api/users.ts';
import { timeZone } from '../../../lib/period.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { HumanDraft } from './agent-draft.ts';
import { useField, useIsReadOnly } from './form.ts';
import { HoursEditor } from './hours/hours-editor.tsx';
import { usualHours } from './hours/hours-policy.ts';
import { NumberField } from './number-field.tsx';
import { SkillsField } from './skills-field.tsx';

export interface HumanFormProps {
  human: HumanDraft;
  onChange: (human: HumanDraft) => void;
}

/** A person: who it is, how much they take at once, what they can do, and when. */
export function HumanForm({ human, onChange }: HumanFormProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const set = (changed: Partial<HumanDraft>): void => onChange({ ...human, ...changed });
  const { workingHours } = human;
  return (
    <>
      <Panel title={t('agents.human.title')}>
        <Stack>
          <div className="recado-fields recado-fields-top">
            <UserField userId={human.userId} onChange={(userId) => set({ userId })} />
            <NumberField
              label={t('agents.capacity.label')}
              description={t('agents.capacity.hint')}
              path="configuration.capacity"
              value={human.capacity}
              onChange={(capacity = '') => set({ capacity })}
            />
          </div>
          <SkillsField
            label={t('agents.skills.label')}
            description={t('agents.skills.hint')}
            path="configuration.skills"
            value={human.skills}
            onChange={(skills) => set({ skills })}
          />
        </Stack>
      </Panel>
      <Panel title={t('agents.hours.title')}>
        <Stack>
          <Switch
            label={t('agents.hours.use')}
            description={t('agents.hours.useHint')}
            checked={workingHours !== undefined}
            disabled={isReadOnly}
            onChange={({ currentTarget }) =>
              set({ workingHours: currentTarget.checked ? usualHours(timeZone()) : undefined })
            }
          />
          {workingHours === undefined ? (
            <Text size="sm" c="dimmed">
              {t('agents.hours.always')}
            </Text>
          ) : (
            <HoursEditor
              hours={workingHours}
              path="configuration.workingHours"
              onChange={(changed) => set({ workingHours: { ...workingHours, ...changed } })}
            />
          )}
        </Stack>
      </Panel>
    </>
  );
}

interface UserFieldProps {
  userId: string | null;
  onChange: (userId: string | null) => void;
}

/** Which user the agent is. Who may not see users may choose themselves. */
function UserField({ userId, onChange }: UserFieldProps): ReactNode {
  const { t } = useTranslation();
  const { error, readOnly } = useField('configuration.userId');
  const profile = useProfile();
  const users = useQuery({ ...allUsersQuery, enabled: useMay('users:read') }).data;
  const me = profile?.type === 'user' ? [{ id: profile.id, email: profile.email }] : [];
  const known = users ?? me;
  const isOther = userId !== null && !known.some(({ id }) => id === userId);
  return (
    <NativeSelect
      label={t('agents.human.user')}
      description={t('agents.human.userHint')}
      value={userId ?? ''}
      disabled={readOnly}
      error={error}
      data={[
        { value: '', label: t('agents.human.nobody') },
        ...known.map(({ id, email }) => ({
          value: id,
          label: id === profile?.id ? t('agents.human.you', { email }) : email,
        })),
        ...(isOther ? [{ value: userId, label: t('agents.human.otherUser') }] : []),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
    />
  );
}
