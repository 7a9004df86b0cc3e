import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Metrics } from '../../src/platform/metrics/metrics.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';

const deploy = path.resolve(import.meta.dirname, '../../../../deploy');

// What Prometheus itself makes of a scrape.
const ofPrometheus = ['up'];

let testApp: TestApp;
let known: Map<string, ReadonlySet<string>>;

/** Every series a query may name: a histogram has three. With the labels that each has besides those of the target. */
async function knownSeries(): Promise<Map<string, ReadonlySet<string>>> {
  const { registry } = testApp.app.get(Metrics);
  const series = new Map<string, ReadonlySet<string>>();
  for (const { name, type } of await registry.getMetricsAsJSON()) {
    const metric = registry.getSingleMetric(name);
    const labels =
      metric !== undefined && 'labelNames' in metric ? z.array(z.string()).parse(metric.labelNames) : [];
    series.set(name, new Set(labels));
    if (String(type) === 'histogram')
      for (const part of ['_bucket', '_count', '_sum'])
        series.set(`${name}${part}`, new Set([...labels, 'le']));
  }
  for (const name of ofPrometheus) series.set(name, new Set());
  return series;
}

const ofTargets = ['job', 'instance', 'role'];
const words = new Set(
  'sum max min avg count by rate increase absent histogram_quantile topk and or unless on without le'.split(
    ' ',
  ),
);

/** Names of series in a query, each with the labels it is filtered by. */
function seriesIn(query: string): { name: string; labels: string[] }[] {
  const withoutGroups = query.replaceAll(/\b(by|without|on) \([^)]*\)/g, '').replaceAll(/\[[^\]]*\]/g, '');
  return [...withoutGroups.matchAll(/([a-zA-Z_:][\w:]*)\s*(?:\{([^}]*)\})?/g)]
    .map(([, name = '', filters = '']) => ({
      name,
      labels: [...filters.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"[^"]*"/g)].map(([, label = '']) => label),
    }))
    .filter(({ name }) => !words.has(name));
}

/** What a query names and the server does not have. */
function unknownIn(query: string): string[] {
  return seriesIn(query).flatMap(({ name, labels }) => {
    const own = known.get(name);
    if (own === undefined) return [name];
    return labels
      .filter((label) => !own.has(label) && !ofTargets.includes(label))
      .map((label) => `${name}{${label}}`);
  });
}

async function ruleFile(): Promise<{ expressions: string[]; runbooks: string[] }> {
  const text = await readFile(path.join(deploy, 'prometheus/rules.yml'), 'utf8');
  const expressions = [...text.matchAll(/^ +expr: '(.*)'$|^ +expr: (.+)$/gm)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  return { expressions, runbooks: [...text.matchAll(/runbook: (\S+)/g)].map(([, file = '']) => file) };
}

async function dashboardQueries(): Promise<string[]> {
  const text = await readFile(path.join(deploy, 'grafana/dashboards/recado.json'), 'utf8');
  const panel = z.object({ targets: z.array(z.object({ expr: z.string() })).default([]) });
  const { panels } = z.object({ panels: z.array(panel) }).parse(JSON.parse(text));
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

beforeAll(async () => {
  testApp = await createTestApp();
  known = await knownSeries();
});
afterAll(async () => {
  await testApp.close();
});

test('every alert asks for metrics and labels that the server has', async () => {
  const { expressions } = await ruleFile();
  expect(expressions.length).toBeGreaterThan(10);
  expect(expressions.flatMap(unknownIn)).toEqual([]);
});

test('every panel of the dashboard asks for metrics and labels that the server has', async () => {
  const queries = await dashboardQueries();
  expect(queries.length).toBeGreaterThan(20);
  expect(queries.flatMap(unknownIn)).toEqual([]);
});

test('every metric of Recado is on the dashboard', async () => {
  const shown = new Set(
    (await dashboardQueries()).flatMap(seriesIn).map(({ name }) => name.replace(/_(bucket|count|sum)$/, '')),
  );
  const ours = [...known.keys()].filter(
    (name) => name.startsWith('recado_') && !/_(bucket|count|sum)$/.test(name),
  );
  expect(ours.filter((name) => !shown.has(name))).toEqual([]);
});

test('every alert has its runbook', async () => {
  const { expressions, runbooks } = await ruleFile();
  expect(runbooks).toHaveLength(expressions.length);
  const root = path.resolve(deploy, '..');
  for (const runbook of runbooks) expect(await readFile(path.join(root, runbook), 'utf8')).toMatch(/^# /);
});
