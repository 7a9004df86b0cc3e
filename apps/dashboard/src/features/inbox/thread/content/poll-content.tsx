import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { textField, textsField, type Fields } from '../../../../lib/content-fields.ts';
import type { Vote } from '../thread-folding.ts';

/** A poll with what was chosen so far. */
export function PollContent({ fields, votes }: { fields: Fields; votes: readonly Vote[] }): ReactNode {
  const { t } = useTranslation();
  const selectable = fields['selectable'];
  return (
    <div className="recado-thread-poll">
      <p className="recado-thread-header">{textField(fields, 'question')}</p>
      <p className="recado-thread-footer">
        {t(selectable === 1 ? 'thread.poll.one' : 'thread.poll.several')}
      </p>
      {textsField(fields, 'options').map((option) => {
        const count = votes.filter(({ options }) => options.includes(option)).length;
        return (
          <div key={option} className="recado-thread-poll-option">
            <span>{option}</span>
            <span>{count}</span>
            <progress
              max={Math.max(1, votes.length)}
              value={count}
              aria-label={t('thread.poll.votes', { option, count })}
            />
          </div>
        );
      })}
    </div>
  );
}
