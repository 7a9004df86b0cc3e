import type { CredentialCheck, CredentialCode, CredentialField } from '@recado/contracts';
import type { Failure } from '../channel.ts';

/** What became of a question: its failure, or undefined when Meta answered it. */
export interface CredentialAnswers {
  number: Failure | undefined;
  account: Failure | undefined;
  /** The question for the number, signed with the app secret. */
  signed: Failure | undefined;
  /** Whether the account lists the number; undefined when its list goes on. */
  hasNumber: boolean | undefined;
}

type Verdict = Omit<CredentialCheck, 'field'>;

// Meta's codes of what is wrong with a token, whatever is asked with it.
const REFUSED_TOKEN = new Set(['0', '102', '104', '190']);
const LACKS_PERMISSION = new Set(['10', '200']);
const UNKNOWN_ID = new Set(['100', '803']);

/** What Meta's answers say of each credential. What is wrong with one hides what would be said of those behind it. */
export function judgeCredentials(answers: CredentialAnswers): CredentialCheck[] {
  const { number, account } = answers;
  const failures = [number, account].filter((failure) => failure !== undefined);
  const unreached = failures.find(isUnreached);
  const badToken = failures.find(({ code }) => REFUSED_TOKEN.has(code));
  const isHidden = unreached !== undefined || badToken !== undefined;
  const check = (field: CredentialField, verdict: () => Verdict): CredentialCheck => ({
    field,
    ...(isHidden ? notTold : verdict()),
  });
  return [
    { field: 'apiBaseUrl', ...addressVerdict(unreached) },
    { field: 'accessToken', ...tokenVerdict(unreached, badToken, failures) },
    check('phoneNumberId', () => idVerdict(number, 'Meta knows the number')),
    check('businessAccountId', () => accountVerdict(answers)),
    check('appSecret', () => secretVerdict(answers.signed)),
  ];
}

/** No Graph API is there: nothing answered, or something without Meta's errors did. */
const isUnreached = ({ kind, code }: Failure): boolean =>
  code.startsWith('http_') || (kind === 'retry' ? !/^\d+$/.test(code) : code === 'address_not_allowed');

function addressVerdict(unreached: Failure | undefined): Verdict {
  return unreached === undefined
    ? accepted('The Graph API answers')
    : refused('not_reached', unreached.detail);
}

function tokenVerdict(
  unreached: Failure | undefined,
  badToken: Failure | undefined,
  failures: Failure[],
): Verdict {
  if (unreached !== undefined) return notTold;
  if (badToken !== undefined)
    return refused('not_accepted', said('Meta does not accept the access token', badToken));
  // Refused for both, it is the token that lacks the permission, not an id that is wrong.
  const [one, other] = failures;
  if (
    one !== undefined &&
    other !== undefined &&
    [one, other].every(({ code }) => LACKS_PERMISSION.has(code))
  )
    return refused('permission_missing', said('The access token lacks a permission', one));
  return failures.every(({ kind }) => kind === 'retry') && failures.length === 2
    ? { ...notTold, detail: one?.detail ?? notTold.detail }
    : accepted('Meta accepts the access token');
}

function idVerdict(failure: Failure | undefined, whenFound: string): Verdict {
  if (failure === undefined) return accepted(whenFound);
  if (UNKNOWN_ID.has(failure.code)) return refused('not_found', said('Meta does not know this id', failure));
  if (LACKS_PERMISSION.has(failure.code))
    return refused('permission_missing', said('The access token may not use this id', failure));
  return { ...notTold, detail: failure.detail };
}

function accountVerdict({ number, account, hasNumber }: CredentialAnswers): Verdict {
  if (account === undefined && number === undefined && hasNumber === false)
    return refused('other_account', 'The number belongs to another account');
  return idVerdict(account, 'Meta knows the account');
}

function secretVerdict(signed: Failure | undefined): Verdict {
  if (signed === undefined) return accepted('The app secret is that of the app of the access token');
  if (/appsecret_proof/i.test(signed.detail))
    return refused(
      'not_of_the_app',
      said('The app secret is not that of the app of the access token', signed),
    );
  return notTold;
}

const accepted = (detail: string): Verdict => ({ ok: true, code: 'accepted', detail });
const refused = (code: CredentialCode, detail: string): Verdict => ({ ok: false, code, detail });
const said = (meaning: string, { detail }: Failure): string => `${meaning}. Meta says: ${detail}`;
const notTold: Verdict = {
  ok: null,
  code: 'not_told',
  detail: 'It could not be told, for another credential is wrong',
};
