import { streamsSuite } from './streams-suite.ts';

streamsSuite('Redis', process.env['RECADO_TEST_REDIS_URL']);
