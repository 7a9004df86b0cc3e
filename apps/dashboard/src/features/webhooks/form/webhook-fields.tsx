import { Checkbox, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberSelect } from '../../../ui/number-select.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { DeliveryFields } from './delivery-fields.tsx';
import { EventPicker } from './event-picker.tsx';
import { HeaderFields } from './header-fields.tsx';
import { RetryFields } from './retry-fields.tsx';
import { faultOf } from './webhook-draft.ts';
import type { WebhookFieldsProps } from './webhook-fields-props.ts';

/** All that is set of an endpoint, in the order in which one decides it: where, what, and how. */
export function WebhookFields(props: WebhookFieldsProps): ReactNode {
  const { t } = useTranslation();
  const { draft, set, faults, isReadOnly = false, keptHeaders } = props;
  return (
    <fieldset disabled={isReadOnly} className="recado-fieldset">
      <Stack gap="lg">
        <Panel title={t('webhooks.columns.endpoint')}>
          <Stack>
            <UrlField {...props} />
            {keptHeaders === undefined && (
              <NumberSelect
                label={t('webhooks.form.number')}
                value={draft.instanceId}
                onChange={(instanceId) => set({ instanceId })}
              />
            )}
            <Textarea
              label={t('webhooks.form.description')}
              description={t('webhooks.form.descriptionHint')}
              value={draft.description}
              maxLength={500}
              autosize
              minRows={1}
              maxRows={4}
              onChange={({ currentTarget }) => set({ description: currentTarget.value })}
            />
          </Stack>
        </Panel>
        <Panel title={t('webhooks.form.events')}>
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {t('webhooks.form.eventsHint')}
            </Text>
            <EventPicker chosen={draft.events} onChange={(events) => set({ events })} />
          </Stack>
        </Panel>
        <Panel title={t('webhooks.retry.title')}>
          <RetryFields draft={draft} set={set} faults={faults} />
        </Panel>
        <Panel title={t('webhooks.form.more')}>
          <Stack gap="lg">
            <DeliveryFields draft={draft} set={set} faults={faults} />
            <HeaderFields draft={draft} set={set} faults={faults} kept={keptHeaders ?? []} />
            <SignatureFields {...props} />
          </Stack>
        </Panel>
      </Stack>
    </fieldset>
  );
}

function UrlField({ draft, set, faults }: WebhookFieldsProps): ReactNode {
  const { t } = useTranslation();
  const [isLeft, setLeft] = useState(false);
  const fault = draft.url === '' ? undefined : faultOf(draft.url);
  const doubts = { insecure: t('webhooks.form.urlInsecure'), private: t('webhooks.form.urlPrivate') };
  return (
    <Stack gap={4}>
      <TextInput
        label={t('webhooks.form.url')}
        description={t('webhooks.form.urlHint')}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={500}
        placeholder="https://"
        value={draft.url}
        error={isLeft && fault === 'bad' ? t('webhooks.form.urlBad') : faults?.get('url')}
        onBlur={() => setLeft(true)}
        onChange={({ currentTarget }) => set({ url: currentTarget.value })}
      />
      <Text size="xs" c="dimmed" role="status">
        {fault !== undefined && fault !== 'bad' && doubts[fault]}
      </Text>
    </Stack>
  );
}

function SignatureFields({ draft, set, faults, keptHeaders }: WebhookFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <Checkbox
        label={t('webhooks.form.hubSignature')}
        description={t('webhooks.form.hubSignatureHint')}
        checked={draft.hubSignature}
        onChange={({ currentTarget }) => set({ hubSignature: currentTarget.checked })}
      />
      {keptHeaders === undefined && (
        <TextInput
          label={t('webhooks.form.secret')}
          description={t('webhooks.form.secretHint')}
          value={draft.secret}
          autoComplete="off"
          spellCheck={false}
          error={faults?.get('secret')}
          onChange={({ currentTarget }) => set({ secret: currentTarget.value })}
        />
      )}
    </Stack>
  );
}
