import { Tooltip } from '@mantine/core';
import type { Conversation } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactAvatar } from '../contact-avatar.tsx';
import { useOtherViewers } from './use-viewers.ts';

const MOST_SHOWN = 3;

/** Who else has the conversation open, so that no customer gets two answers. */
export function Viewers({ conversation }: { conversation: Conversation }): ReactNode {
  const { t } = useTranslation();
  const viewers = useOtherViewers(conversation.id);
  const sentences = viewers.map(({ email, activity }) =>
    t(`inbox.viewers.${activity}`, { name: nameOf(email) }),
  );
  const isTyping = viewers.some(({ activity }) => activity === 'typing');
  return (
    <div className="recado-viewers" role="status">
      {viewers.length > 0 && (
        <Tooltip label={sentences.join('\n')} multiline>
          <span className="recado-viewers-faces">
            {viewers.slice(0, MOST_SHOWN).map(({ userId, email, activity }) => (
              <span key={userId} className="recado-viewer" data-activity={activity}>
                <ContactAvatar id={userId} name={nameOf(email)} size={26} />
              </span>
            ))}
            {viewers.length > MOST_SHOWN && (
              <span className="recado-dimmed">+{viewers.length - MOST_SHOWN}</span>
            )}
            <span className="recado-viewers-words" {...(isTyping && { 'data-typing': '' })}>
              {sentences.join(' ')}
            </span>
          </span>
        </Tooltip>
      )}
    </div>
  );
}

/** What somebody is called whose name is not known: the part of the address before the @. */
const nameOf = (email: string): string => email.split('@', 1).join('');
