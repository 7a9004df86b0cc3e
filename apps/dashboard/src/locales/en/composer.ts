export const composer = {
  title: 'Write a message',
};
