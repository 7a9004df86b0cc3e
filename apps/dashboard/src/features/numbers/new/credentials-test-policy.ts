import type { CredentialCheck, CredentialsTest, TestCredentials } from '@recado/sdk';
import { createBody, newNumberFaults, plainPhoneNumber, type NewNumber } from './new-number-policy.ts';

const tested = ['phoneNumberId', 'businessAccountId', 'accessToken', 'appSecret'] as const;

/** What can be tested: the credentials once each of them is there and looks right. */
export function testBody(number: NewNumber): TestCredentials | undefined {
  const faults = newNumberFaults(number);
  if (tested.some((name) => faults.has(name))) return undefined;
  const { cloud } = createBody(number);
  if (cloud === undefined) return undefined;
  const { verifyToken: _, ...rest } = cloud;
  return { cloud: rest };
}

/** What Meta refuses, in the order of the form. */
export const refusals = ({ checks }: CredentialsTest): CredentialCheck[] =>
  checks.filter(({ ok }) => ok === false);

/** Whether Meta knows the number under other digits than those that were typed. */
export function isOtherNumber(number: NewNumber, { phoneNumber }: CredentialsTest): boolean {
  const typed = plainPhoneNumber(number.phoneNumber);
  return phoneNumber !== null && typed !== '' && plainPhoneNumber(phoneNumber) !== typed;
}
