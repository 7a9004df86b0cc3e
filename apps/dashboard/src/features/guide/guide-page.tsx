import './guide.css';
import { Button, Progress, Skeleton, Stack, Text } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstSteps, useGuideDismissed, type FirstSteps } from '../../lib/api/first-steps.ts';
import { customerBegins, firstStepsOf } from '../../lib/first-steps-policy.ts';
import { useLiveInvalidation } from '../../lib/live/live.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { Phone } from '../../ui/sandbox-phone/phone.tsx';
import { NextSteps } from './next-steps.tsx';
import { guideEvents, guideKeys } from './queries.ts';
import { doneBefore, Steps } from './steps.tsx';

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
        <Lead steps={steps} />
        <Steps steps={steps} customer={isSimulated ? CUSTOMER : undefined} />
        <NextSteps isReached={next === undefined} />
      </Stack>
      {isSimulated && (
        <Phone instanceId={number.id} phoneNumber={CUSTOMER} businessName={number.name} isPlain />
      )}
    </div>
  );
}

function leadOf(number: Instance | undefined): 'lead' | 'leadCloud' | 'leadNew' | 'leadReal' {
  if (number === undefined) return 'leadNew';
  if (number.isSandbox) return 'lead';
  return customerBegins(number) ? 'leadCloud' : 'leadReal';
}

function Lead({ steps: { number, next } }: { steps: FirstSteps }): ReactNode {
  const { t } = useTranslation();
  const order = firstStepsOf(number);
  const done = doneBefore(order, next);
  const progress = t('guide.progress', { done, all: order.length });
  return (
    <div>
      <Text c="dimmed">{t(`guide.${leadOf(number)}`)}</Text>
      <Progress mt="sm" size="sm" value={(done / order.length) * 100} aria-label={progress} />
      <Text size="xs" c="dimmed" mt={6} role="status">
        {progress}
      </Text>
    </div>
  );
}
