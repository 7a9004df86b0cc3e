const MOST_CHARACTERS = 255;

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};

/** A file's name as it may be kept and shown: no folders, no control characters, at most 255; null when nothing is left. */
export function cleanFileName(given: string | undefined): string | null {
  const name = (given ?? '')
    .replace(/^.*[/\\]/s, '')
    // Control characters, and those that turn the direction of writing: they make "gpj.exe" read as an image.
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  if (name === '' || name === '.' || name === '..') return null;
  const characters = Array.from(name);
  if (characters.length <= MOST_CHARACTERS) return name;
  const extension = /\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? '';
  return characters.slice(0, MOST_CHARACTERS - extension.length).join('') + extension;
}

/** The name under which a file without one is handed out. */
export function fileNameFor(file: { id: string; mimeType: string; fileName: string | null }): string {
  const extension = extensions[file.mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? ''];
  return file.fileName ?? (extension === undefined ? file.id : `${file.id}.${extension}`);
}

/** Content-Disposition that saves a file under its name: plain ASCII for old clients, all of it for the others (RFC 6266, RFC 8187). */
export function attachmentHeader(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
