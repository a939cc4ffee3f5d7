/** 宣传内容 as the page gets it: over HTTP from the bridge, for it is public and large, and no answer to any command. */
import * as z from 'zod/mini';

/** The list (JSON, `PlaylistView`); pictures lie below it. */
export const PLAYLIST_PATH = '/kiosk/v1/playlist';

const words = z.strictObject({ zh: z.string(), en: z.string() });

export const PlaylistView = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      title: words,
      /** Of a card; null: a picture, which the title describes. */
      text: z.nullable(words),
      /** A path of this origin. */
      picture: z.nullable(z.string()),
      seconds: z.int(),
    }),
  ),
});
export type PlaylistView = z.infer<typeof PlaylistView>;
