/** The rows of migration 0003. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type OptionalInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** Read as unknown and parsed by the machine that owns it; written as JSON text. */
type Json = ColumnType<unknown, string, string>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Pauses = JSONColumnType<{ from: string; to: string | null }[], string, string>;

export interface CaseTables {
  work_case: {
    region_code: string;
    id: string;
    number: string;
    province: string;
    opened_at: Instant;
    file_cipher: Buffer;
    number_index: Buffer;
    events: Generated<number>;
    last_event_at: Instant;
  };
  case_part: {
    region_code: string;
    id: string;
    case_id: string;
    kind: string;
    state: string;
    version: number;
    facts: Json;
    queue: Optional<string>;
    priority: Generated<number>;
    due_on: Optional<string>;
    owner_id: Optional<string>;
    changed_at: Instant;
  };
  case_event: {
    region_code: string;
    case_id: string;
    sequence: number;
    id: string;
    part_id: string;
    type: string;
    from_state: string | null;
    to_state: string;
    actor_role: string;
    actor_id: string;
    at: Instant;
    basis: string;
    data_cipher: Optional<Buffer>;
    digest: Buffer;
  };
  case_timer: {
    region_code: string;
    id: string;
    case_id: string;
    part_id: string;
    timer: string;
    state: string;
    start_on: string;
    pauses: Pauses;
    extension_days: Generated<number>;
    limit_days: Optional<number>;
    raw_on: Optional<string>;
    due_on: Optional<string>;
    alarm_at: OptionalInstant;
    due_at: OptionalInstant;
    alarmed_at: OptionalInstant;
  };
  case_alarm: {
    region_code: string;
    id: string;
    case_id: string;
    part_id: string;
    kind: string;
    subject: string;
    role: string;
    at: Instant;
    acknowledged_at: OptionalInstant;
    acknowledged_by: Optional<string>;
  };
  case_notice: {
    region_code: string;
    id: string;
    case_id: string;
    recipient: string;
    template: string;
    at: Instant;
    attempts: Generated<number>;
    attempt_at: Instant;
    failure: Optional<string>;
    sent_at: OptionalInstant;
    receipt_id: Optional<string>;
  };
  case_counter: { region_code: string; year: number; last: number };
}
