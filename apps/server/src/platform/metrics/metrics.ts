import { Injectable } from '@nestjs/common';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client';

/** The figures of this process in Prometheus form. Names begin with `recado_`; units are in the name. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string>(configuration: Omit<CounterConfiguration<L>, 'registers'>): Counter<L> {
    return new Counter({ ...configuration, registers: [this.registry] });
  }

  /** A `collect` that fails leaves its gauge empty: when a store is away, the other figures are needed most. */
  gauge<L extends string>(configuration: Omit<GaugeConfiguration<L>, 'registers'>): Gauge<L> {
    const { collect, ...rest } = configuration;
    const registers = [this.registry];
    if (collect === undefined) return new Gauge({ ...rest, registers });
    return new Gauge({
      ...rest,
      registers,
      async collect() {
        try {
          await collect.call(this);
        } catch {
          this.reset();
        }
      },
    });
  }

  histogram<L extends string>(configuration: Omit<HistogramConfiguration<L>, 'registers'>): Histogram<L> {
    return new Histogram({ ...configuration, registers: [this.registry] });
  }
}
