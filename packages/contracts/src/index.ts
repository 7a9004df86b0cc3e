export * from './ids.ts';
export * from './errors.ts';
export * from './permissions.ts';
export * from './pages.ts';
export * from './events.ts';
export * from './message-content.ts';
export * from './messages.ts';
