/** What is counted, and how it is drawn: the first as an area, others as lines over it. */
export interface Series {
  name: string;
  color: 'inbound' | 'outbound' | 'good' | 'bad';
}
