/** The playlist at the API: terminals read it, the head of the office keeps it. */
import { fail, ok } from '@anban/foundation/result';
import { API } from '../contract/api.ts';
import type { ApiHandler } from '../http/api.ts';
import { type Refused, refused } from '../http/refusals.ts';
import { staffEndpoint } from '../officers/endpoint.ts';
import type { StaffCaller } from '../officers/staff.ts';
import { type TerminalEndpoints, terminalGet } from '../terminals/endpoint.ts';
import {
  addItem,
  type Editor,
  itemsOf,
  type PlaylistFault,
  type PlaylistServices,
  pictureOf,
  playlistFor,
  removeItem,
} from './store.ts';

type Services = PlaylistServices & TerminalEndpoints;

const editorOf = ({ regionCode, officerId }: StaffCaller): Editor => ({ regionCode, actor: `officer:${officerId}` });

export const playlistEndpoint = (services: Services): ApiHandler =>
  terminalGet(services, async (terminal) => ok(await playlistFor(services, terminal)));

export const playlistPictureEndpoint =
  (services: Services): ApiHandler =>
  (request) =>
    terminalGet(services, async ({ regionCode }) => {
      const params = API.playlistPicture.params.safeParse(request.params);
      if (!params.success) return fail(refused('malformed'));
      const picture = await pictureOf(services, regionCode, params.data.digest);
      return picture === null ? fail(refused('item-unknown')) : ok(picture);
    })(request);

export const playlistItemsEndpoint = (services: PlaylistServices): ApiHandler =>
  staffEndpoint(services, API.playlistItems, async (_input, { regionCode }) =>
    ok({ items: await itemsOf(services.database.db, regionCode) }),
  );

const REFUSED_AS: Readonly<Record<PlaylistFault, Refused>> = {
  'picture-refused': refused('malformed', {
    issues: [{ path: 'body.picture', message: 'no still PNG or JPEG of at most 1 MiB and 4096 × 4096' }],
  }),
  'playlist-full': refused('playlist-full'),
};

export const addPlaylistItemEndpoint = (services: PlaylistServices): ApiHandler =>
  staffEndpoint(services, API.addPlaylistItem, async ({ body }, caller) => {
    const added = await addItem(services, editorOf(caller), body);
    return added.ok ? added : fail(REFUSED_AS[added.fault]);
  });

export const removePlaylistItemEndpoint = (services: PlaylistServices): ApiHandler =>
  staffEndpoint(services, API.removePlaylistItem, async ({ params }, caller) =>
    (await removeItem(services, editorOf(caller), params.id)) ? ok({}) : fail(refused('item-unknown')),
  );
