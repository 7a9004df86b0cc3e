import { Button, Collapse, Group, Stack, TextInput } from '@mantine/core';
import { connectInstance, createInstance } from '@recado/sdk';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call, failureOf } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { numbersKey } from '../queries.ts';
import { ChannelChoice } from './channel-choice.tsx';
import { Credentials } from './credentials.tsx';
import {
  createBody,
  emptyNumber,
  fieldOfPath,
  newNumberFaults,
  type NewNumber,
  type NewNumberField,
} from './new-number-policy.ts';

/** A text that nobody guesses; unlike randomUUID it is there without https too. */
const randomToken = (): string => crypto.getRandomValues(new Uint32Array(4)).join('');

/** A new number: how it reaches WhatsApp, what it is called, and for Meta its credentials. */
export function NewNumberPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-narrow">
      <ParentLink to="/numbers">{t('numbers.title')}</ParentLink>
      <PageHeader title={t('numbers.wizard.title')} />
      <PermissionGate permission="instances:write">
        <NewNumberForm />
      </PermissionGate>
    </div>
  );
}

/** Creates the number and connects it; how that ends is told on the page of the number. */
function useCreateNumber() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (number: NewNumber) => {
      const { id } = await call(createInstance({ client, body: createBody(number) }));
      await call(connectInstance({ client, path: { id } })).catch(() => undefined);
      return id;
    },
    onSuccess: async (instanceId) => {
      void queries.invalidateQueries({ queryKey: numbersKey });
      await navigate({ to: '/numbers/$instanceId', params: { instanceId } });
    },
  });
}

/** What is shown at each field: what the form found, or what the server said of it. */
function useFaults(number: NewNumber, refusal: unknown) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const found = newNumberFaults(number);
  const refused = refusal === null ? new Map<string, string>() : failureOf(refusal).fields;
  const ofServer = new Map([...refused].map(([path, message]) => [fieldOfPath(path), message]));
  return {
    isComplete: found.size === 0,
    showAll: () => setLeft(new Set(found.keys())),
    leave: (name: NewNumberField) => setLeft(new Set([...left, name])),
    of: (name: NewNumberField): string | undefined => {
      const fault = left.has(name) ? found.get(name) : undefined;
      return fault === undefined ? ofServer.get(name) : t(`numbers.wizard.${fault}`);
    },
  };
}

function NewNumberForm(): ReactNode {
  const { t } = useTranslation();
  const [number, setNumber] = useState(() => emptyNumber('web', randomToken()));
  const [showsMore, setShowsMore] = useState(false);
  const More = showsMore ? IconChevronUp : IconChevronDown;
  const create = useCreateNumber();
  const faults = useFaults(number, create.error);
  const field = (name: NewNumberField) => ({
    value: number[name],
    error: faults.of(name),
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      setNumber({ ...number, [name]: event.currentTarget.value }),
    onBlur: () => {
      if (number[name] !== '') faults.leave(name);
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    faults.showAll();
    if (faults.isComplete) create.mutate(number);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <ChannelChoice channel={number.channel} onChoose={(channel) => setNumber({ ...number, channel })} />
        <div className="recado-panel">
          <Stack>
            <TextInput
              label={t('numbers.wizard.name')}
              description={t('numbers.wizard.nameHint')}
              required
              {...field('name')}
            />
            <TextInput
              label={t('numbers.wizard.phoneNumber')}
              description={t('numbers.wizard.phoneNumberHint')}
              type="tel"
              required
              {...field('phoneNumber')}
            />
            {number.channel === 'web' && (
              <Collapse expanded={showsMore}>
                <TextInput
                  label={t('numbers.settings.proxy')}
                  description={t('numbers.settings.proxyHint')}
                  {...field('proxyUrl')}
                />
              </Collapse>
            )}
          </Stack>
        </div>
        {number.channel === 'cloud' && <Credentials number={number} field={field} showsMore={showsMore} />}
        {create.isError && <ErrorState error={create.error} />}
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            px={0}
            leftSection={<More size={16} aria-hidden />}
            aria-expanded={showsMore}
            onClick={() => setShowsMore(!showsMore)}
          >
            {number.channel === 'cloud' ? t('numbers.wizard.advanced') : t('numbers.settings.proxy')}
          </Button>
          <Group gap="xs">
            <LinkButton to="/numbers" variant="default">
              {t('words.cancel')}
            </LinkButton>
            <Button type="submit" loading={create.isPending}>
              {t('numbers.wizard.create')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
