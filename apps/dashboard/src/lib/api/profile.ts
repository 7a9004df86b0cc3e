import { getProfile, type Permission, type Profile } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { call } from './problem.ts';

/** Who is signed in, and all that they may do: the server reads it from the matrix in the contracts. */
export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => call(getProfile({ client, signal })),
  staleTime: 60_000,
});

export const useProfile = (): Profile | undefined => useQuery(profileQuery).data;

/** Whether the signed-in person holds a permission; nobody holds any before the profile is known. */
export function useMay(permission: Permission): boolean {
  return useProfile()?.permissions.includes(permission) ?? false;
}
