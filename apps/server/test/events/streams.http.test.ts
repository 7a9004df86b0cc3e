import { streamsSuite } from './streams-suite.ts';

streamsSuite('PostgreSQL', undefined);
