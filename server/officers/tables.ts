/** The rows of migration 0007. */
export interface AccessTables {
  officer_role: { region_code: string; officer_id: string; role: string; expert_id: string | null };
}
