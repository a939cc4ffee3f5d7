/** Walks every terminal's chain of signed records: what the centre keeps is what the terminal asserted, without a gap. */
import { verify } from 'node:crypto';
import { EvidenceRecord, GENESIS_DIGEST, recordBytes, recordDigest } from '../contract/evidence.ts';
import type { Database } from '../db/database.ts';
import { publicKeyOf } from '../terminals/directory.ts';
import type { BrokenPosition } from './verify.ts';

const PAGE = 1_000;

export async function verifyRecords(database: Database): Promise<{ count: number; broken: BrokenPosition[] }> {
  const terminals = await database.db
    .selectFrom('terminal as t')
    .innerJoin('terminal_chain as c', (join) =>
      join.onRef('c.region_code', '=', 't.region_code').onRef('c.terminal_id', '=', 't.id'),
    )
    .select(['t.region_code', 't.id', 't.public_key', 'c.sequence', 'c.digest'])
    .orderBy('t.region_code')
    .orderBy('t.id')
    .execute();
  const broken: BrokenPosition[] = [];
  let count = 0;
  for (const terminal of terminals) {
    const walked = await walk(database, terminal);
    count += walked.count;
    if (walked.what === null) continue;
    const stream = `records:${terminal.id}`;
    broken.push({ regionCode: terminal.region_code, stream, sequence: walked.count + 1, what: walked.what });
  }
  return { count, broken };
}

interface TerminalChain {
  readonly region_code: string;
  readonly id: string;
  readonly public_key: Buffer;
  readonly sequence: number;
  readonly digest: Buffer;
}

async function walk(database: Database, terminal: TerminalChain) {
  const key = publicKeyOf(terminal.public_key);
  let count = 0;
  let previous = GENESIS_DIGEST;
  for (;;) {
    const page = await database.db
      .selectFrom('evidence_record')
      .select([
        'id',
        'sequence',
        'kind',
        'examinee_id',
        'visit_id',
        'passed',
        'refusal',
        'record',
        'signature',
        'digest',
      ])
      .where('region_code', '=', terminal.region_code)
      .where('terminal_id', '=', terminal.id)
      .where('sequence', '>', count)
      .orderBy('sequence')
      .limit(PAGE)
      .execute();
    for (const row of page) {
      if (row.sequence !== count + 1) return { count, what: 'record-missing' } as const;
      const record = readRecord(row.record);
      if (record === null || !verify(null, recordBytes(record), key, row.signature))
        return { count, what: 'record-forged' } as const;
      const digest = recordDigest(record);
      const agrees =
        record.previous === previous &&
        record.sequence === row.sequence &&
        record.id === row.id &&
        record.kind === row.kind &&
        record.examineeId === row.examinee_id &&
        record.visitId === row.visit_id &&
        (record.kind === 'identity-check' && record.decision === 'pass' && row.refusal === null) === row.passed &&
        digest === row.digest.toString('hex');
      if (!agrees) return { count, what: 'record-forged' } as const;
      previous = digest;
      count += 1;
    }
    if (page.length < PAGE) break;
  }
  const atHead = count === terminal.sequence && (count === 0 || previous === terminal.digest.toString('hex'));
  return { count, what: atHead ? null : 'record-missing' } as const;
}

function readRecord(text: string): EvidenceRecord | null {
  try {
    return EvidenceRecord.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
