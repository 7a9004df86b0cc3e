import type { SandboxPhoneMessage } from '@recado/sdk';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PhoneActions } from './phone-queries.ts';
import { choicesAfter } from './summary-policy.ts';

interface PhoneChoicesProps {
  message: SandboxPhoneMessage;
  actions: PhoneActions | undefined;
}

/** What can be tapped below a message: buttons, rows of a list, options of a poll. */
export function PhoneChoices({ message, actions }: PhoneChoicesProps): ReactNode {
  return (
    <div className="recado-phone-choices">
      {message.choices.map(({ id, title, isChosen }) => (
        <button
          key={id}
          type="button"
          aria-pressed={isChosen}
          disabled={actions === undefined || actions.send.isPending}
          onClick={() =>
            actions?.send.mutate({
              type: 'choice',
              messageId: message.id,
              choices: choicesAfter(message, id),
            })
          }
        >
          {isChosen && <IconCheck size={14} aria-hidden />}
          {title}
        </button>
      ))}
    </div>
  );
}
