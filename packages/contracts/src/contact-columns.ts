/** The columns of contacts in CSV that are no fields of the tenant's own, in the order in which they are exported. */
export const contactColumns = ['phone', 'name', 'email', 'labels', 'consent'] as const;
export type ContactColumn = (typeof contactColumns)[number];

/** Names under which files keep them, without capital letters, accents, blanks, hyphens and underscores. */
const headings: Readonly<Record<ContactColumn, readonly string[]>> = {
  phone: ['phone', 'phonenumber', 'telefone', 'celular', 'whatsapp', 'numero', 'mobile'],
  name: ['name', 'nome'],
  email: ['email'],
  labels: ['labels', 'etiquetas'],
  consent: ['consent', 'consentimento'],
};

const folded = (heading: string): string =>
  heading
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f\s_-]/g, '')
    .toLowerCase();

/** Which of these columns a heading names, if any. */
export const contactColumnOf = (heading: string): ContactColumn | undefined =>
  contactColumns.find((name) => headings[name].includes(folded(heading)));
