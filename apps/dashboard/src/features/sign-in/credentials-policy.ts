export interface Credentials {
  tenant: string;
  email: string;
  password: string;
}

/** The name of the text that says what is wrong with a field. */
export type SignInFaults = Partial<Record<keyof Credentials, 'required' | 'emailInvalid' | 'passwordShort'>>;

/** As in the contract; the server decides. */
const LEAST_PASSWORD = 8;

/** What is surely wrong before the server is asked. */
export function signInFaults({ tenant, email, password }: Credentials): SignInFaults {
  return {
    ...(tenant.trim() === '' && { tenant: 'required' }),
    ...(!/^\S+@\S+\.\S+$/.test(email.trim()) && { email: email.trim() === '' ? 'required' : 'emailInvalid' }),
    ...(password.length < LEAST_PASSWORD && { password: password === '' ? 'required' : 'passwordShort' }),
  };
}
