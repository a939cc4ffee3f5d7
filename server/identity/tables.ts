import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

/** The rows of migrations 0008 and 0009. */
export interface ECardTables {
  e_card_use: {
    region_code: string;
    token_id: string;
    terminal_id: string;
    request_id: string;
    expires_at: Instant;
  };
  simulated_social_security_card: { region_code: string; number_index: Buffer; record_cipher: Buffer };
}
