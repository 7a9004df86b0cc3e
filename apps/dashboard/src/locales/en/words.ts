/** Words that every page needs. */
export const words = {
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  saved: 'Saved',
  back: 'Back',
  next: 'Next',
  copy: 'Copy',
  copied: 'Copied',
  more: 'Show more',
  loading: 'Loading',
  all: 'All',
  none: 'None',
  request: 'Request {{id}}',
};
