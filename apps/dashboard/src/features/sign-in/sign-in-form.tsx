import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { signIn } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api/problem.ts';
import { publicClient, session } from '../../lib/session/browser-session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { signInFaults, type Credentials, type SignInFaults } from './credentials-policy.ts';

export interface SignInFormProps {
  /** The person whose session ended: only the password is asked for. */
  known?: { tenant: string; email: string };
}

const TENANT_KEY = 'recado.tenant';

/** Asks for tenant, email and password, and begins a session with them. */
export function SignInForm({ known }: SignInFormProps): ReactNode {
  const { t } = useTranslation();
  const [credentials, setCredentials] = useState<Credentials>({
    tenant: known?.tenant ?? window.localStorage.getItem(TENANT_KEY) ?? '',
    email: known?.email ?? '',
    password: '',
  });
  const [faults, setFaults] = useState<SignInFaults>({});
  const attempt = useMutation({
    mutationFn: ({ tenant, email, password }: Credentials) =>
      call(
        signIn({ client: publicClient, body: { tenantId: tenant.trim(), email: email.trim(), password } }),
      ),
    onSuccess: (answer, { tenant }) => {
      window.localStorage.setItem(TENANT_KEY, tenant.trim());
      session.begin(answer, tenant.trim());
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const found = signInFaults(credentials);
    setFaults(found);
    if (Object.keys(found).length === 0) attempt.mutate(credentials);
  };
  const fieldOf = (name: keyof Credentials) => {
    const fault = faults[name];
    return {
      value: credentials[name],
      error: fault === undefined ? undefined : t(`auth.${fault}`),
      onChange: (event: { currentTarget: { value: string } }): void => {
        setCredentials({ ...credentials, [name]: event.currentTarget.value });
        setFaults({ ...faults, [name]: undefined });
      },
    };
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {attempt.isError && <ErrorState error={attempt.error} />}
        {known === undefined && (
          <>
            <TextInput
              label={t('auth.tenant')}
              description={t('auth.tenantHint')}
              autoComplete="organization"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus={credentials.tenant === ''}
              {...fieldOf('tenant')}
            />
            <TextInput
              label={t('auth.email')}
              type="email"
              autoComplete="username"
              autoFocus={credentials.tenant !== ''}
              {...fieldOf('email')}
            />
          </>
        )}
        <PasswordInput
          label={t('auth.password')}
          autoComplete="current-password"
          autoFocus={known !== undefined}
          visibilityToggleButtonProps={{
            'aria-label': t('auth.showPassword'),
            tabIndex: 0,
            'aria-hidden': false,
          }}
          {...fieldOf('password')}
        />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {t('auth.submit')}
        </Button>
      </Stack>
    </form>
  );
}
