import {
  connectInstance,
  deleteInstance,
  disconnectInstance,
  updateInstance,
  type Instance,
} from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useTell } from '../../lib/tell.ts';
import { numbersKey } from './queries.ts';

type Named = Pick<Instance, 'id' | 'name'>;

/** What can be done with a number. Each reads the numbers again; a failure that has no dialog of its own is told in a corner. */
export function useNumberActions({ id, name }: Named) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = { id };
  const onSettled = (): Promise<void> => queries.invalidateQueries({ queryKey: numbersKey });
  const tell = useTell();
  return {
    connect: useMutation({
      mutationFn: () => call(connectInstance({ client, path })),
      onMutate: () => tell.done(t('numbers.done.connecting', { name })),
      onError: tell.failed,
      onSettled,
    }),
    disconnect: useMutation({
      mutationFn: (logout: boolean) => call(disconnectInstance({ client, path, body: { logout } })),
      onSuccess: () => tell.done(t('numbers.done.disconnected', { name })),
      onSettled,
    }),
    setActive: useMutation({
      mutationFn: (isActive: boolean) => call(updateInstance({ client, path, body: { isActive } })),
      onError: tell.failed,
      onSettled,
    }),
    remove: useMutation({
      mutationFn: () => call(deleteInstance({ client, path })),
      onSuccess: () => {
        queries.removeQueries({ queryKey: [...numbersKey, 'one', id] });
        tell.done(t('numbers.done.deleted', { name }));
      },
      onSettled: () => queries.invalidateQueries({ queryKey: [...numbersKey, 'list'] }),
    }),
  };
}
