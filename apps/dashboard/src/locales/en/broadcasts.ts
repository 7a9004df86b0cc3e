export const broadcasts = {
  title: 'Broadcasts',
};
