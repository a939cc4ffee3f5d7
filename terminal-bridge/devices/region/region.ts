/**
 * Where a number was given out, by its region code (GB/T 2260, current and abolished codes). The table (generate.mjs) knows
 * the editions from 2002-12 to 2016-07 and the list of 2023-06: codes abolished before the end of 2002 are unknown, and
 * many a person of fifty has one. So an unknown code is worth a look and never an error.
 */
import * as z from 'zod';
import type { DocumentKind } from '../identity-document.ts';
import table from './regions.json' with { type: 'json' };

export interface Region {
  /** Six digits; of a foreigner's number the province's. */
  readonly code: string;
  /** 山东省潍坊市潍城区: as far down as the table knows it. Null: not even the province. */
  readonly name: string | null;
  /** `unknown`: the table does not have the code; `name` is then what stands above it. */
  readonly state: 'current' | 'abolished' | 'unknown';
  /** The last edition in which an abolished code stood, YYYY-MM. */
  readonly lastSeen: string | null;
}

const Row = z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.string()])]);
const REGIONS = new Map(
  z
    .array(Row)
    .parse(table)
    .map(([code, name, last]) => [code, { name, last: last ?? null }]),
);
/** The districts of a city taken together: a code, and no name that anybody would say. */
const DISTRICTS_TOGETHER = '市辖区';

/** The region in the number of a document; null where such a number holds none (2017 foreigner's, or no number at all). */
export function regionOf(kind: DocumentKind, number: string): Region | null {
  if (!/^\d{6}/.test(number)) return null;
  // 2023 foreigner's: 9, then the province that accepted the application.
  const foreign = kind === 'foreign-residence-2023' || number.startsWith('9');
  return regionByCode(foreign ? `${number.slice(1, 3)}0000` : number.slice(0, 6));
}

/** `code`: six digits. */
export function regionByCode(code: string): Region {
  const own = REGIONS.get(code);
  const above = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`].filter((other) => other !== code);
  const names = [...above, code].map((each) => REGIONS.get(each)?.name ?? '').filter((name) => name !== '');
  const name = names.filter((each) => each !== DISTRICTS_TOGETHER).join('');
  const lastSeen = own?.last == null ? null : `${own.last.slice(0, 4)}-${own.last.slice(4)}`;
  const state = own === undefined ? 'unknown' : lastSeen === null ? 'current' : 'abolished';
  return { code, name: name === '' ? null : name, state, lastSeen };
}
