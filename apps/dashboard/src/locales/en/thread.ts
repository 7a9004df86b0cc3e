export const thread = {
  title: 'Messages',
};
