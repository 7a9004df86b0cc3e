import { Stack, TextInput } from '@mantine/core';
import { updateOwnTenant, type OwnTenant } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { profileQuery, useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from './loaded.tsx';
import { tenantQuery } from './queries.ts';
import { SaveRow } from './save-row.tsx';

/** The tenant: its name, and by what people and systems name it. */
export function TenantSection(): ReactNode {
  return (
    <Loaded query={useQuery(tenantQuery)}>
      {(tenant) => <TenantForm key={tenant.updatedAt} tenant={tenant} />}
    </Loaded>
  );
}

function useRename() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (name: string) => call(updateOwnTenant({ client, body: { name } })),
    onSuccess: async (saved) => {
      queries.setQueryData(tenantQuery.queryKey, saved);
      tell.done(t('words.saved'));
      await queries.invalidateQueries({ queryKey: profileQuery.queryKey });
    },
  });
}

function TenantForm({ tenant }: { tenant: OwnTenant }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const isReadOnly = !useMay('settings:write');
  const [name, setName] = useState(tenant.name);
  const rename = useRename();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    rename.mutate(name.trim());
  };
  return (
    <Panel title={t('settings.names.tenant')}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('settings.tenant.name')}
            description={t('settings.tenant.nameHint')}
            value={name}
            readOnly={isReadOnly}
            required
            maxLength={255}
            maw={480}
            error={rename.error === null ? undefined : failureOf(rename.error).fields.get('name')}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Facts
            facts={[
              { name: t('settings.tenant.slug'), value: <CopyText value={tenant.slug} /> },
              { name: t('settings.tenant.id'), value: <CopyText value={tenant.id} /> },
              { name: t('settings.tenant.created'), value: format.moment(tenant.createdAt) },
            ]}
          />
          {!isReadOnly && (
            <SaveRow
              isDirty={name.trim() !== '' && name.trim() !== tenant.name}
              isBusy={rename.isPending}
              error={rename.error}
            />
          )}
        </Stack>
      </form>
    </Panel>
  );
}
