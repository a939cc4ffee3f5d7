/** The rows of migration 0012. */
import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

export interface RoomEntryTables {
  room_call: { region_code: string; check_in_id: string; at: Instant; officer_id: string };
  room_entry: { region_code: string; check_in_id: string; visit_id: string; terminal_id: string; at: Instant };
}
