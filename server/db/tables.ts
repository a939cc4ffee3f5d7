/**
 * The rows of the database, for Kysely. Kept by hand beside `migrations/`; `database.test.ts` compares the two. A capability
 * with tables of its own keeps their rows in its own `tables.ts`.
 */
import type { ColumnType, Generated } from 'kysely';
import type { AssessmentTables } from '../assessment/tables.ts';
import type { AssistanceTables } from '../assistance/tables.ts';
import type { CaseTables } from '../cases/tables.ts';
import type { DocumentTables } from '../documents/tables.ts';
import type { ExchangeTables } from '../exchange/tables.ts';
import type { ECardTables } from '../identity/tables.ts';
import type { AccessTables } from '../officers/tables.ts';
import type { PlaylistTables } from '../playlist/tables.ts';
import type { RecordingTables } from '../recordings/tables.ts';
import type { RoomEntryTables } from '../room-entry/tables.ts';

/** timestamptz: read as Date, written as Date or RFC 3339. */
type Instant = ColumnType<Date, Date | string, Date | string>;
type OptionalInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** bigint: read as a JavaScript number (every counter stays far below 2^53). */
type Counter = number;

export interface Tables
  extends CaseTables,
    AssessmentTables,
    AssistanceTables,
    DocumentTables,
    AccessTables,
    ExchangeTables,
    ECardTables,
    PlaylistTables,
    RecordingTables,
    RoomEntryTables {
  site: { region_code: string; code: string; name: string };
  assessment_session: { region_code: string; id: string; site_code: string; day: string; title: string };
  examinee: {
    region_code: string;
    id: string;
    session_id: string;
    room: string;
    name_cipher: Buffer;
    number_cipher: Buffer;
    number_index: Buffer;
    id_token: Buffer;
    check_in_id: ColumnType<string | null, string | null | undefined, string | null>;
  };
  terminal: {
    region_code: string;
    id: string;
    site_code: string;
    series: string;
    public_key: Buffer;
    enrolled_at: Instant;
    revoked_at: OptionalInstant;
  };
  terminal_code: {
    region_code: string;
    code_hash: Buffer;
    site_code: string;
    expires_at: Instant;
    terminal_id: ColumnType<string | null, string | null | undefined, string | null>;
  };
  terminal_chain: { region_code: string; terminal_id: string; sequence: Counter; digest: Buffer };
  request_nonce: { region_code: string; terminal_id: string; nonce: string; expires_at: Instant };
  evidence_record: {
    region_code: string;
    id: string;
    terminal_id: string;
    sequence: Counter;
    kind: string;
    visit_id: string;
    examinee_id: string;
    session_id: string;
    passed: boolean;
    method: string | null;
    digest: Buffer;
    signature: Buffer;
    record: string;
    received_at: Instant;
    refusal: string | null;
  };
  queue_counter: { region_code: string; session_id: string; room: string; last_number: number };
  check_in: {
    region_code: string;
    id: string;
    examinee_id: string;
    session_id: string;
    terminal_id: string;
    identity_check_id: string;
    method: string;
    room: string;
    number: number;
    terminal_number: string;
    at: Instant;
  };
  alert: {
    region_code: string;
    id: string;
    site_code: string;
    terminal_id: string;
    examinee_id: string | null;
    kind: string;
    at: Instant;
    acknowledged_at: OptionalInstant;
    acknowledged_by: ColumnType<string | null, string | null | undefined, string | null>;
  };
  officer: {
    region_code: string;
    id: string;
    staff_number: string;
    name_cipher: Buffer;
    pin_salt: Buffer;
    pin_hash: Buffer;
    wrong_pins: Generated<number>;
    locked_until: OptionalInstant;
    card_token: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
  };
  officer_session: { region_code: string; token_hash: Buffer; officer_id: string; expires_at: Instant };
  data_key: { region_code: string; purpose: string; epoch: number; id: string; wrapped: Buffer };
  audit_entry: {
    region_code: string;
    stream: string;
    sequence: Counter;
    id: string;
    at: Instant;
    actor: string;
    action: string;
    subject: string;
    details: string;
    digest: Buffer;
  };
  audit_head: {
    region_code: string;
    stream: string;
    sequence: Counter;
    digest: Buffer;
    signed_sequence: Generated<Counter>;
  };
  audit_checkpoint: { region_code: string; number: Counter; at: Instant; statement: string; signature: Buffer };
}
