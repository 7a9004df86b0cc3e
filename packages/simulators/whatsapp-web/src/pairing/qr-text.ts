/** What a client shows in its QR code. */
export interface QrContent {
  readonly ref: string;
  readonly noiseKey: Buffer;
  readonly identityKey: Buffer;
  readonly advSecret: Buffer;
}

/** Reads `https://wa.me/settings/linked_devices#ref,noise,identity,adv,platform`, or the older text without address. */
export function readQrText(text: string): QrContent {
  const fields = text.slice(text.indexOf('#') + 1).split(',');
  const [ref, noiseKey, identityKey, advSecret] = fields;
  if (!ref || !noiseKey || !identityKey || !advSecret)
    throw new RangeError('This is no QR text of a WhatsApp client');
  return {
    ref,
    noiseKey: Buffer.from(noiseKey, 'base64'),
    identityKey: Buffer.from(identityKey, 'base64'),
    advSecret: Buffer.from(advSecret, 'base64'),
  };
}
