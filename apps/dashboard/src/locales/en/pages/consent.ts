/** Whether a contact wants to be written to. */
export const consent = {
  title: 'Consent',
  status: { unknown: 'Not known', opted_in: 'Wants messages', opted_out: 'Wants no messages' },
  source: {
    keyword: 'the contact wrote it',
    import: 'from an import',
    api: 'over the API',
    inbox: 'set in the inbox',
  },
};
