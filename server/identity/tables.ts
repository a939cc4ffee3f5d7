import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

/** The rows of migration 0008. */
export interface ECardTables {
  e_card_use: {
    region_code: string;
    token_id: string;
    terminal_id: string;
    request_id: string;
    expires_at: Instant;
  };
}
