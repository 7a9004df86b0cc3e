import { tourOf } from './tour.ts';

tourOf('dark');
