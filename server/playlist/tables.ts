/** The rows of migration 0010. */
export interface PlaylistTables {
  playlist_item: {
    region_code: string;
    id: string;
    title_zh: string;
    title_en: string;
    text_zh: string | null;
    text_en: string | null;
    picture: Buffer | null;
    picture_type: string | null;
    picture_digest: string | null;
    seconds: number;
    from_day: string;
    until_day: string;
    sites: string[];
  };
}
