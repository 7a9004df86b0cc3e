import { z } from 'zod';
import { CloudAccess } from './instances.ts';

/** `POST /instances/test-credentials`. The verify token is a text of one's own, which Meta cannot judge. */
export const TestCredentials = z.strictObject({ cloud: CloudAccess.omit({ verifyToken: true }) }).meta({
  id: 'TestCredentials',
  example: {
    cloud: {
      phoneNumberId: '106540352242922',
      businessAccountId: '102290129340398',
      accessToken: 'EAAG…',
      appSecret: '0123456789abcdef0123456789abcdef',
    },
  },
});
export type TestCredentials = z.infer<typeof TestCredentials>;

export const CredentialField = z
  .enum(['apiBaseUrl', 'accessToken', 'phoneNumberId', 'businessAccountId', 'appSecret'])
  .meta({ id: 'CredentialField' });
export type CredentialField = z.infer<typeof CredentialField>;

export const CredentialCode = z
  .enum([
    'accepted',
    'not_reached',
    'not_accepted',
    'permission_missing',
    'not_found',
    'other_account',
    'not_of_the_app',
    'not_told',
  ])
  .meta({
    id: 'CredentialCode',
    description:
      'not_reached: no Graph API answers there; not_accepted: the token is wrong or has expired; permission_missing: the token may not use it; not_found: Meta knows no such id; other_account: the number belongs to another account; not_of_the_app: the secret is not that of the app whose token it is; not_told: Meta gave no answer to this, often because another credential is wrong.',
  });
export type CredentialCode = z.infer<typeof CredentialCode>;

export const CredentialCheck = z
  .object({
    field: CredentialField,
    ok: z.boolean().nullable().describe('null when it could not be told'),
    code: CredentialCode,
    detail: z.string().describe("In plain words, with Meta's own where there are some; never a secret"),
  })
  .meta({ id: 'CredentialCheck' });
export type CredentialCheck = z.infer<typeof CredentialCheck>;

/** What Meta says of each credential. */
export const CredentialsTest = z
  .object({
    ok: z.boolean().describe('Whether each of them is right'),
    checks: z.array(CredentialCheck),
    displayName: z.string().nullable().describe('Name of the number at WhatsApp, when it was found'),
    phoneNumber: z.string().nullable().describe('The number as Meta writes it, when it was found'),
  })
  .meta({
    id: 'CredentialsTest',
    example: {
      ok: false,
      checks: [
        { field: 'apiBaseUrl', ok: true, code: 'accepted', detail: 'The Graph API answers' },
        { field: 'accessToken', ok: true, code: 'accepted', detail: 'Meta accepts the access token' },
        { field: 'phoneNumberId', ok: true, code: 'accepted', detail: 'Meta knows the number' },
        {
          field: 'businessAccountId',
          ok: true,
          code: 'accepted',
          detail: 'The number belongs to this account',
        },
        {
          field: 'appSecret',
          ok: false,
          code: 'not_of_the_app',
          detail:
            'The app secret is not that of the app of the access token. Meta says: Invalid appsecret_proof provided in the API argument',
        },
      ],
      displayName: 'Jaspers Market',
      phoneNumber: '+55 11 99999-9999',
    },
  });
export type CredentialsTest = z.infer<typeof CredentialsTest>;
