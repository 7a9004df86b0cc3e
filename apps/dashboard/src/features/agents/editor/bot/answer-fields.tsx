import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useField } from '../form.ts';
import { SkillsField } from '../skills-field.tsx';
import type { AnswerDraft, BotThen } from './bot-draft.ts';
import { ReplyEditor } from './reply-editor.tsx';

export interface AnswerFieldsProps<T extends BotThen> {
  path: string;
  value: AnswerDraft<T>;
  /** What may follow here. */
  thens: readonly T[];
  onChange: (value: AnswerDraft<T>) => void;
  replyLabel?: string;
  /** What the field of the reply is called in the API. */
  replyName?: string;
}

/** What is said, what follows, and for a handoff what the person must be able to do. */
export function AnswerFields<T extends BotThen>(props: AnswerFieldsProps<T>): ReactNode {
  const { t } = useTranslation();
  const { path, value, thens, replyLabel = t('agents.bot.says'), replyName = 'reply' } = props;
  const set = (changed: Partial<AnswerDraft<T>>): void =>
    props.onChange({ reply: value.reply, then: value.then, skills: value.skills, ...changed });
  const { error, readOnly } = useField(`${path}.then`);
  const labelOf = (then: BotThen): string => t(`agents.bot.then.${then}`);
  const choose = (name: string): void => {
    const then = thens.find((one) => one === name);
    if (then !== undefined) set({ then, ...(then !== 'handoff' && { skills: undefined }) });
  };
  return (
    <>
      <ReplyEditor
        label={replyLabel}
        path={`${path}.${replyName}`}
        value={value.reply}
        onChange={(reply) => set({ reply })}
      />
      <div className="recado-fields recado-fields-top">
        <NativeSelect
          label={t('agents.bot.then.label')}
          value={value.then}
          disabled={readOnly}
          error={error}
          data={thens.map((then) => ({ value: then, label: labelOf(then) }))}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
        {value.then === 'handoff' && (
          <SkillsField
            label={t('agents.bot.handoffSkills')}
            path={`${path}.skills`}
            value={value.skills ?? []}
            onChange={(skills) => set({ skills: skills.length === 0 ? undefined : skills })}
          />
        )}
      </div>
    </>
  );
}
