import { lanesSuite } from './lanes-suite.ts';

lanesSuite('Redis', process.env['RECADO_TEST_REDIS_URL']);
