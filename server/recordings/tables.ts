/** The rows of migration 0013. */
import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

export interface RecordingTables {
  recording: {
    region_code: string;
    id: string;
    terminal_id: string;
    session_id: string;
    examinee_id: string;
    started_at: Instant;
    ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    why: string | null;
    statement: string;
    signature: Buffer;
    received_at: Instant;
  };
  recording_entry: {
    region_code: string;
    recording_id: string;
    number: number;
    kind: string;
    file_digest: Buffer | null;
    digest: Buffer;
    entry: string;
  };
}
