import { oneOf, present, textOf, type Search } from '../../lib/search-params.ts';

export const views = ['team', 'distribution', 'figures'] as const;

/** Periods of the figures, in days. */
const periods = [1, 7, 30] as const;

/** What the address of the page says: the view, the number, and the period of the figures. */
export const agentFilters = ({ view, number, days }: Search) =>
  present({
    view: oneOf(view, views),
    number: textOf(number),
    days: periods.find((period) => period === days),
  });

const types = ['human', 'bot', 'http', 'ai'] as const;

/** What the address of a new agent says: its type, and its number. */
export const newAgentSearch = ({ type, number }: Search) =>
  present({ type: oneOf(type, types), number: textOf(number) });
