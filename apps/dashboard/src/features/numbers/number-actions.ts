import { notifications } from '@mantine/notifications';
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
import { call, failureOf } from '../../lib/api/problem.ts';
import { numbersKey } from './queries.ts';

type Named = Pick<Instance, 'id' | 'name'>;

/** What can be done with a number. Each reads the numbers again; a failure that has no dialog of its own is told in a corner. */
export function useNumberActions({ id, name }: Named) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = { id };
  const onSettled = (): Promise<void> => queries.invalidateQueries({ queryKey: numbersKey });
  const tell = (message: string): void => void notifications.show({ message });
  const onError = (error: Error): void => {
    const { code, detail } = failureOf(error);
    notifications.show({
      color: 'red',
      title: t(`problems.${code}.title`),
      message: detail ?? t(`problems.${code}.hint`),
    });
  };
  return {
    connect: useMutation({
      mutationFn: () => call(connectInstance({ client, path })),
      onMutate: () => tell(t('numbers.done.connecting', { name })),
      onError,
      onSettled,
    }),
    disconnect: useMutation({
      mutationFn: (logout: boolean) => call(disconnectInstance({ client, path, body: { logout } })),
      onSuccess: () => tell(t('numbers.done.disconnected', { name })),
      onSettled,
    }),
    setActive: useMutation({
      mutationFn: (isActive: boolean) => call(updateInstance({ client, path, body: { isActive } })),
      onError,
      onSettled,
    }),
    remove: useMutation({
      mutationFn: () => call(deleteInstance({ client, path })),
      onSuccess: () => {
        queries.removeQueries({ queryKey: [...numbersKey, 'one', id] });
        tell(t('numbers.done.deleted', { name }));
      },
      onSettled: () => queries.invalidateQueries({ queryKey: [...numbersKey, 'list'] }),
    }),
  };
}
