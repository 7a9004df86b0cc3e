import type { Instance, Message } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FirstSteps } from '../../lib/api/first-steps.ts';
import { customerBegins, firstStepsOf, type FirstStep } from '../../lib/first-steps-policy.ts';
import { usePollMs } from '../../lib/live/live.ts';
import { MessageStatus } from '../../ui/message-status.tsx';
import { AnswerStep } from './answer-step.tsx';
import { ConnectStep } from './connect-step.tsx';
import { lastMessagesQuery, type LastMessages } from './queries.ts';
import { SendStep } from './send-step.tsx';
import { Step, type StepState } from './step.tsx';

export const doneBefore = (order: readonly FirstStep[], next: FirstStep | undefined): number =>
  next === undefined ? order.length : order.indexOf(next);

function stateAt(place: number, done: number): StepState {
  if (place < done) return 'done';
  return place === done ? 'current' : 'later';
}

/** What a step is called; that of sending and receiving depends on who begins. */
function useTitle(number: Instance | undefined): (step: FirstStep) => string {
  const { t } = useTranslation();
  const begins = customerBegins(number);
  return (step) => {
    if (begins && step === 'send') return t('guide.send.titleBack');
    if (begins && step === 'answer') return t('guide.receive.title');
    return t(`guide.${step}.title`);
  };
}

interface StepsProps {
  steps: FirstSteps;
  /** The simulated customer; undefined with a real number. */
  customer: string | undefined;
}

/** The steps in their order, as far as they are. */
export function Steps({ steps: { number, next }, customer }: StepsProps): ReactNode {
  const titleOf = useTitle(number);
  const query = { ...lastMessagesQuery(number?.id ?? ''), enabled: number !== undefined };
  const last = useQuery({ ...query, refetchInterval: usePollMs() }).data;
  const order = firstStepsOf(number);
  const done = doneBefore(order, next);
  return (
    <ol className="recado-panel recado-guide-steps">
      {order.map((step, place) => (
        <Step key={step} place={place + 1} title={titleOf(step)} state={stateAt(place, done)}>
          <Body
            step={step}
            number={number}
            customer={customer}
            last={last ?? nothing}
            isDone={place < done}
          />
        </Step>
      ))}
    </ol>
  );
}

const nothing: LastMessages = { sent: undefined, received: undefined };

interface BodyProps {
  step: FirstStep;
  number: Instance | undefined;
  customer: string | undefined;
  last: LastMessages;
  isDone: boolean;
}

function Body({ step, number, customer, last, isDone }: BodyProps): ReactNode {
  if (step === 'connect') return <ConnectStep number={number} isDone={isDone} />;
  if (step === 'read') return <ReadStep sent={last.sent} isDone={isDone} />;
  if (number === undefined) return null;
  if (step === 'send') return <SendStep number={number} customer={customer} last={last} isDone={isDone} />;
  return (
    <AnswerStep
      number={number}
      received={isDone ? last.received : undefined}
      isSimulated={customer !== undefined}
    />
  );
}

function ReadStep({ sent, isDone }: { sent: Message | undefined; isDone: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {sent !== undefined && <MessageStatus status={sent.status} />}
      {!isDone && t('guide.read.waiting')}
    </>
  );
}
