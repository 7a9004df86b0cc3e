/** The reasons that the server gives for a number by QR code, and that the texts explain. */
const reasons = [
  'waiting_for_scan',
  'waiting_for_pairing_code',
  'qr_expired',
  'opening',
  'logged_out',
  'replaced',
  'forbidden',
  'outdated_version',
  'multidevice_missing',
  'bad_session',
  'too_many_failures',
  'stopped',
  'reconnecting',
] as const;

export type KnownReason = (typeof reasons)[number];

/** The reason, where there is a text for it. */
export const knownReason = (code: string | undefined): KnownReason | undefined =>
  reasons.find((known) => known === code);
