/** Reads an elementary file of records and walks its TLVs: by tag, never by record number, which differs by version. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { exchange, type Response } from '../smart-card/apdu.ts';
import type { LinkFault, SmartCard } from '../smart-card/transport.ts';
import type { ReadFault } from './select.ts';
import { readFaultOf, SW } from './status-words.ts';
import { type Tlv, walkSimple } from './tlv.ts';

/** `id`: file identifier; `sfi`: short one. */
export interface RecordFile {
  readonly id: number;
  readonly sfi: number;
}
export const EF05: RecordFile = { id: 0xef05, sfi: 0x05 };
export const EF06: RecordFile = { id: 0xef06, sfi: 0x06 };

/** No file of ours has as many. */
const MOST_RECORDS = 24;

export type RecordFault = ReadFault | 'protected';

/** All data elements of the file; `protected`: it is not free to read. */
export async function readRecords(card: SmartCard, file: RecordFile): Promise<Result<Tlv[], RecordFault>> {
  const selected = await selectFile(card, file);
  if (!selected.ok) return selected;
  const fault = recordFaultOf(selected.value.sw);
  if (fault !== null) return fail(fault);
  const all = await exchange(card, { ins: 0xb2, p1: 1, p2: (file.sfi << 3) | 5, le: 0 });
  if (!all.ok) return all;
  const entries = all.value.sw === SW.ok ? walkSimple(all.value.data) : [];
  // Not every card knows "all records", and some give the first one in its place.
  return entries.length > 1 ? ok(entries) : oneByOne(card, file);
}

async function oneByOne(card: SmartCard, { sfi }: RecordFile): Promise<Result<Tlv[], RecordFault>> {
  const entries: Tlv[] = [];
  for (let number = 1; number <= MOST_RECORDS; number++) {
    const record = await exchange(card, { ins: 0xb2, p1: number, p2: (sfi << 3) | 4, le: 0 });
    if (!record.ok) return record;
    const { sw, data } = record.value;
    if (sw === SW.recordMissing) break;
    const fault = recordFaultOf(sw);
    if (fault !== null) return fail(fault);
    entries.push(...walkSimple(data));
  }
  return ok(entries);
}

/** Older cards know only P1 = 00. */
async function selectFile(card: SmartCard, { id }: RecordFile): Promise<Result<Response, LinkFault>> {
  const data = Uint8Array.of(id >> 8, id & 0xff);
  const selected = await exchange(card, { ins: 0xa4, p1: 0x02, p2: 0x00, data });
  if (!selected.ok || selected.value.sw === SW.ok || selected.value.sw === SW.protected) return selected;
  return exchange(card, { ins: 0xa4, p1: 0x00, p2: 0x00, data });
}

const recordFaultOf = (sw: number): RecordFault | null => (sw === SW.protected ? 'protected' : readFaultOf(sw));
