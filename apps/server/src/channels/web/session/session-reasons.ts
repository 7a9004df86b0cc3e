import type { SessionReason } from '../../session-changes.ts';

const texts: Record<Exclude<SessionReason['code'], 'reconnecting'>, string> = {
  waiting_for_scan: 'Waiting for a phone to scan the QR code',
  waiting_for_pairing_code: 'Waiting for the code to be typed on the phone',
  qr_expired: 'The QR code expired before a phone scanned it. Connect again for a new one',
  opening: 'Connecting to WhatsApp',
  logged_out: 'The phone ended the link. Connect again and scan a new QR code',
  replaced: 'Another connection uses this link. Connect again once it is closed',
  forbidden:
    'WhatsApp does not let this account in; it may be banned or restricted. Look at the phone before connecting again',
  outdated_version: 'WhatsApp no longer accepts the version that this server speaks. Update the server',
  multidevice_missing: 'The account does not take linked devices. Update WhatsApp on the phone',
  bad_session:
    'WhatsApp calls the stored session bad each time. Disconnect with `logout: true`, then connect and scan again',
  too_many_failures: 'WhatsApp refused the connection too many times in ten minutes. Connect again later',
  stopped: 'Disconnected on request; the link stays',
};

/** Why a session stands as it does, in plain words. */
export const reasonOf = (code: keyof typeof texts): SessionReason => ({ code, text: texts[code] });

/** The connection broke, and is opened again by itself. */
export const reconnectingReason = (retryAt: Date, delayMs: number): SessionReason => ({
  code: 'reconnecting',
  text: `The connection to WhatsApp broke. Reconnecting in ${String(Math.ceil(delayMs / 1_000))} s`,
  retryAt,
});

/** Another connection of the same link threw this one out; it is left alone for a while, then tried once more. */
export const replacedReason = (retryAt: Date, delayMs: number): SessionReason => ({
  code: 'replaced',
  text: `Another connection uses this link. Trying once more in ${String(Math.ceil(delayMs / 1_000))} s`,
  retryAt,
});

/** After a logout that the tenant asked for. */
export const loggedOutOnRequest: SessionReason = {
  code: 'logged_out',
  text: 'Logged out on request. Connect and scan a QR code to link a phone again',
};
