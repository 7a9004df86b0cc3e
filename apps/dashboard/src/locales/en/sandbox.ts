export const sandbox = {
  title: 'Simulated phone',
};
