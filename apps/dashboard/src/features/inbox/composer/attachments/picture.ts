import { mediaRules } from '@recado/contracts';

/** Longer sides are made smaller; WhatsApp itself shows no more. */
const MOST_PIXELS = 2_560;
const QUALITY = 0.85;

/** Whether a picture has to be written anew for WhatsApp to take it: HEIC, WebP, GIF, or one with too many bytes. */
export const needsConversion = ({ type, size }: Pick<File, 'type' | 'size'>): boolean =>
  type.startsWith('image/') &&
  type !== 'image/svg+xml' &&
  (!mediaRules.image.mimeTypes.includes(type) || size > mediaRules.image.mostBytes);

/** The picture as a JPEG of a size that WhatsApp takes; undefined when this browser cannot read it. */
export async function asJpeg(file: File): Promise<File | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  // A JPEG has no transparency: what shines through becomes white, not black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (blob === null) return undefined;
  return new File([blob], `${file.name.replace(/\.[^.]*$/, '') || 'picture'}.jpg`, { type: 'image/jpeg' });
}
