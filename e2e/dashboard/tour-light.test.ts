import { tourOf } from './tour.ts';

tourOf('light');
