export const guide = {
  title: 'First steps',
};
