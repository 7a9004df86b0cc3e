import './guide.css';
import { Button, Progress, Skeleton, Stack, Text } from '@mantine/core';
import type { Instance, Message } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstSteps, useGuideDismissed, type FirstSteps } from '../../lib/api/first-steps.ts';
import { firstSteps, type FirstStep } from '../../lib/first-steps-policy.ts';
import { useLiveInvalidation, usePollMs } from '../../lib/live/live.ts';
import { MessageStatus } from '../../ui/message-status.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { Phone } from '../../ui/sandbox-phone/phone.tsx';
import { ConnectStep } from './connect-step.tsx';
import { NextSteps } from './next-steps.tsx';
import { guideEvents, guideKeys, lastMessagesQuery } from './queries.ts';
import { SendStep } from './send-step.tsx';
import { Step, type StepState } from './step.tsx';

/** The simulated customer who is there from the start, and answers. */
const CUSTOMER = '+5511900000001';

/** From a fresh install to a message sent and answered, in steps that follow from what there is. */
export function GuidePage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('guide.title')} actions={<Later />} />
      <PermissionGate permission="messages:send">
        <Guide />
      </PermissionGate>
    </>
  );
}

function Later(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isDismissed, dismiss] = useGuideDismissed();
  const next = useFirstSteps()?.next;
  if (isDismissed || next === undefined) return null;
  const leave = (): void => {
    dismiss();
    void navigate({ to: '/' });
  };
  return (
    <Button variant="subtle" color="gray" onClick={leave}>
      {t('guide.later')}
    </Button>
  );
}

function Guide(): ReactNode {
  const { t } = useTranslation();
  useLiveInvalidation(guideEvents, guideKeys, 250);
  const steps = useFirstSteps();
  if (steps === undefined)
    return <Skeleton height={360} radius="md" role="status" aria-label={t('words.loading')} />;
  const { number, next } = steps;
  const isSimulated = number?.isSandbox === true;
  return (
    <div className="recado-guide" {...(isSimulated && { 'data-phone': '' })}>
      <Stack gap="lg">
        <Lead steps={steps} isSimulated={isSimulated} />
        <Steps steps={steps} />
        <NextSteps isReached={next === undefined} />
      </Stack>
      {isSimulated && (
        <Phone instanceId={number.id} phoneNumber={CUSTOMER} businessName={number.name} isPlain />
      )}
    </div>
  );
}

const doneBefore = (next: FirstStep | undefined): number =>
  next === undefined ? firstSteps.length : firstSteps.indexOf(next);

function Lead({ steps, isSimulated }: { steps: FirstSteps; isSimulated: boolean }): ReactNode {
  const { t } = useTranslation();
  const done = doneBefore(steps.next);
  const progress = t('guide.progress', { done, all: firstSteps.length });
  return (
    <div>
      <Text c="dimmed">{t(isSimulated ? 'guide.lead' : 'guide.leadReal')}</Text>
      <Progress mt="sm" size="sm" value={(done / firstSteps.length) * 100} aria-label={progress} />
      <Text size="xs" c="dimmed" mt={6} role="status">
        {progress}
      </Text>
    </div>
  );
}

/** Whom a simulated number writes to; a real one writes to whom the person says. */
const customerOf = (number: Instance | undefined): string | undefined =>
  number?.isSandbox === true ? CUSTOMER : undefined;

function stepState(place: number, done: number): StepState {
  if (place < done) return 'done';
  return place === done ? 'current' : 'later';
}

function Steps({ steps: { number, next } }: { steps: FirstSteps }): ReactNode {
  const { t } = useTranslation();
  const query = { ...lastMessagesQuery(number?.id ?? ''), enabled: number !== undefined };
  const messages = useQuery({ ...query, refetchInterval: usePollMs() }).data;
  const done = doneBefore(next);
  const stateOf = (step: FirstStep): StepState => stepState(firstSteps.indexOf(step), done);
  const customer = customerOf(number);
  return (
    <ol className="recado-panel recado-guide-steps">
      <Step place={1} title={t('guide.connect.title')} state={stateOf('connect')}>
        <ConnectStep number={number} isDone={stateOf('connect') === 'done'} />
      </Step>
      <Step place={2} title={t('guide.send.title')} state={stateOf('send')}>
        {number && <SendStep number={number} customer={customer} isDone={stateOf('send') === 'done'} />}
      </Step>
      <Step place={3} title={t('guide.read.title')} state={stateOf('read')}>
        {messages?.sent && <MessageStatus status={messages.sent.status} />}
        {stateOf('read') === 'current' && t('guide.read.waiting')}
      </Step>
      <Step place={4} title={t('guide.answer.title')} state={stateOf('answer')}>
        <Answer
          received={stateOf('answer') === 'done' ? messages?.received : undefined}
          isSimulated={customer !== undefined}
        />
      </Step>
    </ol>
  );
}

interface AnswerProps {
  received: Message | undefined;
  isSimulated: boolean;
}

function Answer({ received, isSimulated }: AnswerProps): ReactNode {
  const { t } = useTranslation();
  if (received === undefined) return t(isSimulated ? 'guide.answer.waiting' : 'guide.answer.waitingReal');
  const { conversationId, message } = received;
  const text = 'content' in message && typeof message.content === 'string' ? message.content : undefined;
  return (
    <Stack gap="sm" align="flex-start">
      {text === undefined ? t('guide.answer.other') : <q className="recado-guide-answer">{text}</q>}
      <LinkButton to="/inbox/$conversationId" params={{ conversationId }} variant="default" size="xs">
        {t('guide.answer.open')}
      </LinkButton>
    </Stack>
  );
}
