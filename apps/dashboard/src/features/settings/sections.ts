import { oneOf, present, type Search } from '../../lib/search-params.ts';

/** The sections in their order, and the permission that each needs to be seen. */
export const sections = [
  { name: 'tenant', permission: 'settings:read' },
  { name: 'retention', permission: 'settings:read' },
  { name: 'consent', permission: 'contacts:read' },
  { name: 'replies', permission: 'conversations:read' },
  { name: 'hours', permission: 'agents:read' },
  { name: 'profile', permission: 'profile:read' },
  { name: 'appearance', permission: 'profile:read' },
  { name: 'api', permission: 'profile:read' },
] as const;
export type SectionName = (typeof sections)[number]['name'];

const names = sections.map(({ name }) => name);

/** Which section the address names. */
export const sectionSearch = ({ section }: Search) => present({ section: oneOf(section, names) });
