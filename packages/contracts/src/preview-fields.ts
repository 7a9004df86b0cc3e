/** Fields that hold what people read of a message, whatever its type; the best first. */
export const previewFields = [
  'emoji',
  'caption',
  'text',
  'body',
  'title',
  'question',
  'filename',
  'name',
  'address',
] as const;
