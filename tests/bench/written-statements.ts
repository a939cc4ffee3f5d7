/**
 * What the kernel writes, as SQL: every transaction's writing statements are recorded while it works, and can be played
 * again as bare named statements that write the same rows under other ids. Reads, and writes that met no row, are left
 * out: a programmer who knows the answer beforehand would not send them.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface Written {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
export type Transaction = readonly Written[];

interface Take {
  readonly transactions: Transaction[];
  open: Written[] | null;
  statements: number;
}

const takes = new AsyncLocalStorage<Take>();

const isWrite = (text: string): boolean => !/^\s*select\b/i.test(text) || /\bfor update\b/i.test(text);

/** From now on every connection of the pool records for whoever works under `recording`. Before its first connection. */
export function recordPool(pool: pg.Pool): void {
  pool.on('connect', (client: pg.PoolClient) => {
    const query: unknown = client.query;
    if (typeof query !== 'function') throw new Error('no client');
    Reflect.set(client, 'query', (...args: unknown[]): unknown => {
      const take = takes.getStore();
      const answer: unknown = Reflect.apply(query, client, args);
      return take !== undefined && answer instanceof Promise ? noted(take, args, answer) : answer;
    });
  });
}

/** Transactions of `work` in their order, and how many statements it sent in all. */
export async function recording(
  work: () => Promise<void>,
): Promise<{ transactions: Transaction[]; statements: number }> {
  const take: Take = { transactions: [], open: null, statements: 0 };
  await takes.run(take, work);
  return take;
}

async function noted(take: Take, args: readonly unknown[], answer: Promise<unknown>): Promise<unknown> {
  const result = await answer;
  note(take, args, result);
  return result;
}

function note(take: Take, [first, second]: readonly unknown[], result: unknown): void {
  const { text, values } = wordsOf(first, second);
  take.statements += 1;
  if (/^begin\b|^start transaction/i.test(text)) take.open = [];
  else if (/^commit\b/i.test(text)) {
    if (take.open !== null) take.transactions.push(take.open);
    take.open = null;
  } else if (/^rollback\b/i.test(text)) take.open = null;
  else if (isWrite(text) && touched(result)) take.open?.push({ name: nameOf(text), text, values });
}

function wordsOf(first: unknown, second: unknown): { text: string; values: readonly unknown[] } {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first) || typeof first.text !== 'string')
    throw new Error('a query of another shape');
  const values = 'values' in first ? first.values : second;
  return { text: first.text, values: Array.isArray(values) ? values : [] };
}

const touched = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'rowCount' in result && result.rowCount !== 0;

const nameOf = (text: string): string => `w${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;

const ID = /\b([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{4})([0-9a-f]{8})\b/g;

/** Other ids and other numbers, the same length of everything: what is unique stays so. `turn` from 1. */
export function elsewhere(value: unknown, turn: number): unknown {
  if (typeof value !== 'string') return value;
  const moved = value.replaceAll(ID, (_, head: string, tail: string) => {
    const other = (Number.parseInt(tail, 16) ^ (turn * 0x01010101)) >>> 0;
    return head + other.toString(16).padStart(8, '0');
  });
  if (/^\d{6}-\d{4}-\d+$/.test(moved)) return `${moved}/${turn}`;
  return /〔\d{4}〕\d+号$/.test(moved) ? `${moved}·${turn}` : moved;
}

export async function playBare(client: pg.PoolClient, transactions: readonly Transaction[]): Promise<void> {
  for (const statements of transactions) {
    await client.query('begin');
    for (const { name, text, values } of statements) await client.query({ name, text, values: [...values] });
    await client.query('commit');
  }
}
