import { createWebWorld } from '../../../test/web/web-world.ts';
import { describeConformance } from '../conformance.ts';

describeConformance('web', createWebWorld);
