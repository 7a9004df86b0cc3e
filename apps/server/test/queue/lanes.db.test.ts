import { lanesSuite } from './lanes-suite.ts';

lanesSuite('PostgreSQL', undefined);
