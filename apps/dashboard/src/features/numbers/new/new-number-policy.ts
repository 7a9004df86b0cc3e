import type { CreateInstance, InstanceChannel } from '@recado/sdk';

/** What the wizard asks for; every field is text while it is typed. */
export interface NewNumber {
  channel: InstanceChannel;
  name: string;
  phoneNumber: string;
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  apiBaseUrl: string;
  apiVersion: string;
  proxyUrl: string;
}

export type NewNumberField = Exclude<keyof NewNumber, 'channel'>;
type Fault = 'required' | 'phoneNumberInvalid' | 'digits';

export const emptyNumber = (channel: InstanceChannel, verifyToken: string): NewNumber => ({
  channel,
  name: '',
  phoneNumber: '',
  phoneNumberId: '',
  businessAccountId: '',
  accessToken: '',
  appSecret: '',
  verifyToken,
  apiBaseUrl: '',
  apiVersion: '',
  proxyUrl: '',
});

const ofCloud = ['phoneNumberId', 'businessAccountId', 'accessToken', 'appSecret', 'verifyToken'] as const;
const ids = new Set<NewNumberField>(['phoneNumberId', 'businessAccountId']);

/** Digits as people write them: spaces, dots, dashes and brackets do not count. */
export const plainPhoneNumber = (text: string): string => text.replaceAll(/[\s().-]/g, '');

function faultOf(name: NewNumberField, value: string): Fault | undefined {
  if (value.trim() === '') return 'required';
  if (name === 'phoneNumber' && !/^\+[1-9]\d{7,14}$/.test(plainPhoneNumber(value)))
    return 'phoneNumberInvalid';
  if (ids.has(name) && !/^\d{1,32}$/.test(value.trim())) return 'digits';
  return undefined;
}

/** What is surely wrong before the server is asked, field by field. */
export function newNumberFaults(number: NewNumber): Map<NewNumberField, Fault> {
  const names: NewNumberField[] = ['name', 'phoneNumber', ...(number.channel === 'cloud' ? ofCloud : [])];
  return new Map(
    names.flatMap((name) => {
      const fault = faultOf(name, number[name]);
      return fault === undefined ? [] : [[name, fault]];
    }),
  );
}

const filled = (name: string, value: string): Record<string, string> =>
  value.trim() === '' ? {} : { [name]: value.trim() };

/** The body of `POST /instances`. */
export function createBody(number: NewNumber): CreateInstance {
  const own = {
    name: number.name.trim(),
    phoneNumber: plainPhoneNumber(number.phoneNumber),
    channel: number.channel,
  };
  if (number.channel === 'web')
    return number.proxyUrl.trim() === '' ? own : { ...own, web: { proxyUrl: number.proxyUrl.trim() } };
  return {
    ...own,
    cloud: {
      phoneNumberId: number.phoneNumberId.trim(),
      businessAccountId: number.businessAccountId.trim(),
      accessToken: number.accessToken.trim(),
      appSecret: number.appSecret.trim(),
      verifyToken: number.verifyToken.trim(),
      ...filled('apiBaseUrl', number.apiBaseUrl),
      ...filled('apiVersion', number.apiVersion),
    },
  };
}

/** The name a field has in this form, from the path that the server gives a fault of it: `cloud.accessToken`. */
export const fieldOfPath = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
