/** The rows of migration 0014. */
import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

export interface AssistanceTables {
  assistance: {
    region_code: string;
    id: string;
    terminal_id: string;
    visit_id: string;
    officer_id: string;
    begun_at: Instant;
    ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
    why: string | null;
    received_at: Instant;
  };
}
