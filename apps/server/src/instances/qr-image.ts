import { toBuffer, toString } from 'qrcode';

/** A QR code as a PNG, large enough for a phone to read off a screen. */
export const qrPng = (text: string): Promise<Buffer> =>
  toBuffer(text, { type: 'png', errorCorrectionLevel: 'L', margin: 2, scale: 6 });

/** A QR code drawn with characters, for a terminal of light text on a dark ground. */
export const qrText = (text: string): Promise<string> =>
  toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 });

export const dataUrlOf = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;
