export const inbox = {
  title: 'Inbox',
  nothingOpen: {
    title: 'No conversation is open',
    body: 'Choose one from the list. With J and K you go through it, with Enter you open one.',
  },
};
