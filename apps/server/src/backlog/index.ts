export { BacklogModule } from './backlog.module.ts';
export { BacklogQueries, type BacklogFigure } from './backlog.queries.ts';
