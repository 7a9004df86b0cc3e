import { createTenant, createUser, updateTenant, type UpdateTenantRequest } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { tenantsKey } from '../queries.ts';

/** Changes a tenant, and reads the tenants again. */
export function useUpdateTenant(id: string) {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateTenantRequest) => call(updateTenant({ client, path: { id }, body })),
    onSuccess: ({ name }) => tell.done(t('platform.tenants.changed', { name })),
    onSettled: () => queries.invalidateQueries({ queryKey: tenantsKey }),
  });
}

export interface NewTenant {
  name: string;
  slug: string;
  email: string;
  password: string;
}

/** Makes a tenant and its first manager. When only the manager fails, another try makes no second tenant. */
export function useCreateTenant() {
  const queries = useQueryClient();
  const madeId = useRef<string>(undefined);
  return useMutation({
    mutationFn: async ({ name, slug, email, password }: NewTenant) => {
      madeId.current ??= (await call(createTenant({ client, body: { name, slug } }))).id;
      const body = { email, password, role: 'tenant_manager', tenantId: madeId.current } as const;
      return call(createUser({ client, body }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: tenantsKey }),
  });
}
