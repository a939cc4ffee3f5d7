/** `npm run build`: the kiosk page into kiosk/dist. */
import { buildKiosk } from './setup/kiosk.ts';

await buildKiosk();
