import { getProfile, type Permission, type Profile } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { client } from './client.ts';
import { call } from './problem.ts';

/** Who is signed in, and all that they may do: the server reads it from the matrix in the contracts. */
export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => call(getProfile({ client, signal })),
  staleTime: 60_000,
});

/** Read once for the whole page, by `ProfileProvider`: nearly everything asks for it. */
export const ProfileContext = createContext<Profile | undefined>(undefined);

export const useProfile = (): Profile | undefined => use(ProfileContext);

/** Whether the signed-in person holds a permission; nobody holds any before the profile is known. */
export function useMay(permission: Permission): boolean {
  return useProfile()?.permissions.includes(permission) ?? false;
}
