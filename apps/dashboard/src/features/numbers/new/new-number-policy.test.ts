import { CreateInstance } from '@recado/contracts';
import { expect, it } from 'vitest';
import {
  createBody,
  emptyNumber,
  fieldOfPath,
  newNumberFaults,
  plainPhoneNumber,
} from './new-number-policy.ts';

const web = { ...emptyNumber('web', 'mine'), name: 'Sales', phoneNumber: '+55 (11) 99999-9999' };
const cloud = {
  ...web,
  channel: 'cloud' as const,
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  accessToken: 'EAAG',
  appSecret: 'abcdef',
};

it('a number is understood as people write it', () => {
  expect(plainPhoneNumber('+55 (11) 99999-9999')).toBe('+5511999999999');
});

it('a number by QR code needs a name and a number, and nothing of Meta', () => {
  expect(newNumberFaults(web).size).toBe(0);
  expect([...newNumberFaults(emptyNumber('web', 'mine')).keys()]).toEqual(['name', 'phoneNumber']);
});

it.each(['5511999999999', '+55', '+0511999999999', 'sales'])('%s is no number', (phoneNumber) => {
  expect(newNumberFaults({ ...web, phoneNumber }).get('phoneNumber')).toBe('phoneNumberInvalid');
});

it('a number of the Cloud API needs every credential, and ids of digits', () => {
  expect(newNumberFaults(cloud).size).toBe(0);
  expect(newNumberFaults({ ...cloud, phoneNumberId: 'abc', accessToken: ' ' })).toEqual(
    new Map([
      ['phoneNumberId', 'digits'],
      ['accessToken', 'required'],
    ]),
  );
});

it('what is sent is what the contract takes, without empty fields', () => {
  for (const number of [
    web,
    cloud,
    { ...web, proxyUrl: 'http://proxy:3128' },
    { ...cloud, apiVersion: 'v25.0' },
  ])
    expect(CreateInstance.safeParse(createBody(number)).success).toBe(true);
  expect(createBody(web)).not.toHaveProperty('cloud');
});

it('a fault that the server names is shown at its field', () => {
  expect(fieldOfPath('cloud.accessToken')).toBe('accessToken');
  expect(fieldOfPath('name')).toBe('name');
});
