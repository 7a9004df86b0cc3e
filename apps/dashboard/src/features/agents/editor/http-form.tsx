import { ActionIcon, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import { replaced, without } from '../reorder-policy.ts';
import type { HttpDraft } from './agent-draft.ts';
import { useFaultAt, useField, useIsReadOnly } from './form.ts';
import { FailurePanel, LimitFields } from './service-fields.tsx';

export interface HttpFormProps {
  http: HttpDraft;
  hasSecret: boolean;
  onChange: (http: HttpDraft) => void;
}

/** The customer's own service: its address, the key of the signatures, limits. */
export function HttpForm({ http, hasSecret, onChange }: HttpFormProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const secretFault = useFaultAt()('configuration.secret');
  const set = (changed: Partial<HttpDraft>): void => onChange({ ...http, ...changed });
  return (
    <>
      <Panel title={t('agents.http.title')}>
        <Stack>
          <TextInput
            label={t('agents.http.url')}
            description={t('agents.http.urlHint')}
            placeholder="https://example.com/agent"
            value={http.url}
            required
            spellCheck={false}
            onChange={({ currentTarget }) => set({ url: currentTarget.value })}
            {...useField('configuration.url')}
          />
          {!isReadOnly && (
            <PasswordInput
              label={t('agents.http.secret')}
              description={hasSecret ? t('agents.http.secretKept') : t('agents.http.secretMade')}
              value={http.secret ?? ''}
              autoComplete="new-password"
              error={secretFault}
              visibilityToggleButtonProps={{
                'aria-label': t('auth.showPassword'),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              onChange={({ currentTarget }) =>
                set({ secret: currentTarget.value === '' ? undefined : currentTarget.value })
              }
            />
          )}
          <Headers headers={http.headers ?? {}} onChange={(headers) => set({ headers })} />
          <div className="recado-fields">
            <LimitFields value={http} onChange={set} />
          </div>
        </Stack>
      </Panel>
      <FailurePanel onFailure={http.onFailure} onChange={(onFailure) => set({ onFailure })} />
    </>
  );
}

interface HeadersProps {
  headers: Record<string, string>;
  onChange: (headers: Record<string, string> | undefined) => void;
}

/** Headers that are sent along. As they are typed, two may be called alike for a moment. */
function Headers({ headers, onChange }: HeadersProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const faultAt = useFaultAt();
  const [rows, setRows] = useState(() => Object.entries(headers));
  const change = (next: [string, string][]): void => {
    setRows(next);
    const named = next.filter(([name]) => name !== '');
    onChange(named.length === 0 ? undefined : Object.fromEntries(named));
  };
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('agents.http.headers')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('agents.http.headersHint')}
      </Text>
      {rows.map(([name, value], index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            flex={1}
            miw={0}
            aria-label={t('agents.http.headerName', { place: index + 1 })}
            value={name}
            readOnly={isReadOnly}
            error={name === '' ? undefined : faultAt(`configuration.headers.${name}`)}
            onChange={({ currentTarget }) => change(replaced(rows, index, [currentTarget.value, value]))}
          />
          <TextInput
            flex={2}
            miw={0}
            aria-label={t('agents.http.headerValue', { place: index + 1 })}
            value={value}
            readOnly={isReadOnly}
            onChange={({ currentTarget }) => change(replaced(rows, index, [name, currentTarget.value]))}
          />
          {!isReadOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('agents.http.removeHeader', { place: index + 1 })}
              onClick={() => change(without(rows, index))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!isReadOnly && rows.length < 20 && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setRows([...rows, ['', '']])}
          >
            {t('agents.http.addHeader')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
