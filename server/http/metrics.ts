/** Figures for Prometheus. One registry per process, made at the composition root. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';

export interface Metrics {
  observe(method: string, status: number, seconds: number): void;
  recordStored(kind: string, outcome: string): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(database: Pick<Database, 'pool'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'anban_' });
  const registers = [registry];
  const requests = new Histogram({
    name: 'anban_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const records = new Counter({
    name: 'anban_records_total',
    help: 'Signed records by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  new Gauge({
    name: 'anban_database_connections',
    help: 'Connections of this process to the database by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, database.pool.totalCount);
      this.set({ state: 'idle' }, database.pool.idleCount);
      this.set({ state: 'waiting' }, database.pool.waitingCount);
    },
  });
  return {
    observe: (method, status, seconds) => requests.observe({ method, status }, seconds),
    recordStored: (kind, outcome) => records.inc({ kind, outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
