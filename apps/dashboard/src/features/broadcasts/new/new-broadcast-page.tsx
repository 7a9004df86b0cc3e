import '../broadcasts.css';
import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { AudienceStep } from './audience-step.tsx';
import { CheckStep } from './check-step.tsx';
import { emptyDraft, faultsOfStep, steps, type BroadcastDraft } from './draft-policy.ts';
import { MessageStep } from './message-step.tsx';
import type { StepProps } from './step-props.ts';
import { Steps } from './steps.tsx';
import { TimingStep } from './timing-step.tsx';

/** A new broadcast in four steps; nothing is kept or sent before the last one. */
export function NewBroadcastPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-medium">
      <ParentLink to="/broadcasts">{t('broadcasts.title')}</ParentLink>
      <PageHeader title={t('broadcasts.new')} />
      <PermissionGate permission="broadcasts:write">
        <Wizard />
      </PermissionGate>
    </div>
  );
}

/** The draft; where one number only is connected, it is chosen already. */
function useDraft(): [BroadcastDraft, StepProps['change']] {
  const numbers = useNumbers();
  const [written, setDraft] = useState(emptyDraft);
  const connected = numbers?.filter(({ status }) => status === 'connected') ?? [];
  const only = connected.length === 1 ? connected[0]?.id : undefined;
  const draft = { ...written, instanceId: written.instanceId ?? only };
  return [draft, (part) => setDraft({ ...draft, ...part })];
}

function Wizard(): ReactNode {
  const { t } = useTranslation();
  const [draft, change] = useDraft();
  const [at, setAt] = useState(0);
  const [isStrict, setStrict] = useState(false);
  const step = steps[at] ?? 'audience';
  const faults = faultsOfStep(draft, step, new Date());
  const goTo = (place: number): void => {
    setStrict(false);
    setAt(place);
  };
  const next = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (faults.size === 0) goTo(at + 1);
    else setStrict(true);
  };
  const properties: StepProps = {
    draft,
    change,
    faultOf: (fault) => (isStrict && faults.has(fault) ? t(`broadcasts.fault.${fault}`) : undefined),
    isStrict,
  };
  return (
    <Stack gap="lg">
      <Steps at={at} onChoose={goTo} />
      {step === 'check' ? (
        <CheckStep draft={draft} onBack={() => goTo(at - 1)} />
      ) : (
        <form onSubmit={next} noValidate>
          <Stack gap="lg">
            <div className="recado-panel">
              {step === 'audience' && <AudienceStep {...properties} />}
              {step === 'message' && <MessageStep {...properties} />}
              {step === 'timing' && <TimingStep {...properties} />}
            </div>
            <Group justify="flex-end" gap="xs">
              {at === 0 ? (
                <LinkButton to="/broadcasts" variant="default">
                  {t('words.cancel')}
                </LinkButton>
              ) : (
                <Button variant="default" onClick={() => goTo(at - 1)}>
                  {t('words.back')}
                </Button>
              )}
              <Button type="submit">{t('words.next')}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
