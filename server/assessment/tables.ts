/** The rows of migration 0005. */
import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type OptionalInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** Read as unknown and parsed by whoever owns it; written as JSON text. */
type Json = ColumnType<unknown, string, string>;
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;

export interface AssessmentTables {
  site_plan: { region_code: string; site_code: string; rooms: Json; max_gap_days: number; notice_days: number };
  session_plan: {
    region_code: string;
    session_id: string;
    room: string;
    specialty: string;
    capacity: number;
    booked: Generated<number>;
    closed: Generated<boolean>;
  };
  assessment_queue: {
    region_code: string;
    assessment_id: string;
    site_code: string;
    queued_on: string;
    kinds: string[];
    specialties: string[];
    condition_flag: Optional<string>;
    slot_id: Optional<string>;
  };
  assessment_slot: {
    region_code: string;
    id: string;
    assessment_id: string;
    session_id: string;
    room: string;
    examinee_id: string;
    at: Instant;
    released_at: OptionalInstant;
    release: Optional<string>;
  };
  expert: {
    region_code: string;
    id: string;
    name_cipher: Buffer;
    license_cipher: Buffer;
    license_index: Buffer;
    field: string;
    specialties: string[];
    hospital: string;
    title: string;
    birth_year: number;
    term_from: string;
    term_until: string;
    trained_until: string;
    daily_quota: number;
    status: string;
  };
  expert_leave: { region_code: string; expert_id: string; from_day: string; until_day: string };
  recusal: {
    region_code: string;
    id: string;
    assessment_id: string;
    subject_role: string;
    subject_id: string;
    declared_by: string;
    reason: string;
    note_cipher: Optional<Buffer>;
    declared_at: Instant;
    state: string;
    decided_by: Optional<string>;
    decided_at: OptionalInstant;
  };
  expert_draw: {
    region_code: string;
    id: string;
    assessment_id: string;
    session_id: string;
    round: number;
    pool_region: string;
    session_day: string;
    commitment: Buffer;
    seed_cipher: Buffer;
    announced_at: Instant;
    announced_by: string;
    cause: Optional<string>;
    record: OptionalJson;
    drawn_at: OptionalInstant;
  };
  panel_seat: {
    region_code: string;
    draw_id: string;
    expert_id: string;
    place: number;
    state: string;
    pool_region: string;
    session_day: string;
    replaced_for: Optional<string>;
    replaced_by: Optional<string>;
    reason_cipher: Optional<Buffer>;
    changed_at: Instant;
  };
  panel_opinion: {
    region_code: string;
    id: string;
    draw_id: string;
    round: number;
    expert_id: string;
    content_cipher: Buffer;
    content_digest: Buffer;
    signature_digest: Buffer;
    signed_at: Instant;
  };
  opinion_round: {
    region_code: string;
    draw_id: string;
    round: number;
    state: string;
    ended_at: OptionalInstant;
  };
}
