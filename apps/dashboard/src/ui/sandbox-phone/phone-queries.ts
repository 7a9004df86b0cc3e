import {
  cancelSandboxFault,
  getSandboxPhone,
  getSandboxPhoneFile,
  listSandboxFaults,
  listSandboxPhones,
  orderSandboxFault,
  readOnSandboxPhone,
  sendFromSandboxPhone,
  updateSandboxPhone,
  type SandboxFault,
  type SandboxPhone,
  type SendFromSandboxPhone,
  type UpdateSandboxPhone,
} from '@recado/sdk';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import { useTell } from '../../lib/tell.ts';

/** A simulated customer's phone, in the chat with one number of the sandbox. */
export interface PhoneAddress {
  instanceId: string;
  phoneNumber: string;
}

const phonesKey = ['sandbox-phones'] as const;
/** What changes a phone, for `useLiveInvalidation`. */
export const phoneEvents: readonly LiveFilter[] = ['message.*'];
export const phoneKeys = [phonesKey];

const pathOf = ({ instanceId, phoneNumber }: PhoneAddress) => ({ id: instanceId, phoneNumber });
const keyOf = ({ instanceId, phoneNumber }: PhoneAddress) => [...phonesKey, instanceId, phoneNumber] as const;

/** What the customer does by itself no event tells: the phone is looked at again while it is shown. */
const LOOK_AGAIN_MS = 2_000;

export const phoneQuery = (address: PhoneAddress) =>
  queryOptions({
    queryKey: keyOf(address),
    queryFn: ({ signal }) => call(getSandboxPhone({ client, signal, path: pathOf(address) })),
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
  });

/** The simulated customers of a number. */
export const phonesQuery = (instanceId: string) =>
  queryOptions({
    queryKey: [...phonesKey, instanceId, 'list'],
    queryFn: async ({ signal }) =>
      (await call(listSandboxPhones({ client, signal, path: { id: instanceId } }))).items,
    retry: false,
  });

/** The faults that wait for a message. */
export const faultsQuery = (instanceId: string) =>
  queryOptions({
    queryKey: [...phonesKey, instanceId, 'faults'],
    queryFn: async ({ signal }) =>
      (await call(listSandboxFaults({ client, signal, path: { id: instanceId } }))).items,
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
  });

/** The file of a message, as the phone has it. */
export const phoneFileQuery = (address: PhoneAddress, messageId: string) =>
  queryOptions({
    queryKey: ['sandbox-file', address.instanceId, address.phoneNumber, messageId],
    queryFn: ({ signal }) => {
      const path = { ...pathOf(address), messageId };
      return call(getSandboxPhoneFile({ client, signal, path, parseAs: 'blob' }));
    },
    staleTime: Infinity,
  });

/** What can be done with a phone, which is read again after each; a failure is told in a corner. */
export function usePhoneActions(address: PhoneAddress) {
  const queries = useQueryClient();
  const tell = useTell();
  const path = pathOf(address);
  const { instanceId, phoneNumber } = address;
  const onError = tell.failed;
  const onSettled = (): Promise<void> => queries.invalidateQueries({ queryKey: phonesKey });
  const onSuccess = (phone: SandboxPhone): void => {
    queries.setQueryData(keyOf(address), phone);
  };
  return {
    send: useMutation({
      mutationFn: (body: SendFromSandboxPhone) => call(sendFromSandboxPhone({ client, path, body })),
      onError,
      onSettled,
    }),
    change: useMutation({
      mutationFn: (body: UpdateSandboxPhone) => call(updateSandboxPhone({ client, path, body })),
      // A switch must move under the finger.
      onMutate: (body) => {
        queries.setQueryData<SandboxPhone>(keyOf(address), (phone) => phone && { ...phone, ...body });
      },
      onSuccess,
      onError,
      onSettled,
    }),
    read: useMutation({
      mutationFn: () => call(readOnSandboxPhone({ client, path })),
      onSuccess,
      onError,
    }),
    order: useMutation({
      mutationFn: (fault: SandboxFault) =>
        call(orderSandboxFault({ client, path: { id: instanceId }, body: { fault, phoneNumber } })),
      onError,
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (faultId: string) =>
        call(cancelSandboxFault({ client, path: { id: instanceId, faultId } })),
      onError,
      onSettled,
    }),
  };
}

export type PhoneActions = ReturnType<typeof usePhoneActions>;
