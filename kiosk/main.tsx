/** The page: builds everything once, hands it in, and lets nothing be reached from `window`. */
import { DOCUMENT_READERS } from '@anban/terminal-bridge/protocol/state';
import { render } from 'preact';
import * as z from 'zod/mini';
import { BridgeClient } from './bridge/client.ts';
import { openSameOrigin } from './bridge/socket.ts';
import { loadLater } from './later.ts';
import { SERVICES } from './services/index.ts';
import { App } from './session/app.tsx';
import { createChime } from './session/chime.ts';
import { Conductor } from './session/conductor.ts';
import { browserFrames, startHeartbeat } from './session/heartbeat.ts';
import { loadFromBridge } from './session/playlist.ts';
import { browserTimers } from './timers.ts';
import { fitPanel, panelMillimetre } from './ui/panel.ts';
import './ui/styles.ts';

/** Left in the address, with the readers, by a page that ended a visit while a card still lay there. It names nobody. */
const CARD_LEFT = '#card-left=';

// The page is served without 'unsafe-eval', and has no need of compiled schemas.
z.config({ jitless: true });

const leftOn = location.hash.startsWith(CARD_LEFT) ? location.hash.slice(CARD_LEFT.length).split(',') : [];
const cardLeft = DOCUMENT_READERS.filter((reader) => leftOn.includes(reader));
history.replaceState(null, '', location.pathname + location.search);

fitPanel(window, panelMillimetre(location.search));

const bridge = new BridgeClient(openSameOrigin, browserTimers);
const conductor = new Conductor({
  bridge,
  timers: browserTimers,
  services: SERVICES,
  cardLeft,
  chime: createChime(),
  loadPlaylist: loadFromBridge,
  connectPatience: 1_000,
  reload(leftBehind) {
    if (leftBehind.length > 0) history.replaceState(null, '', CARD_LEFT + leftBehind.join(','));
    location.reload();
  },
});

startHeartbeat(bridge, browserTimers, browserFrames, () => conductor.takeSign());
for (const sign of ['pointerdown', 'keydown']) {
  document.addEventListener(sign, () => conductor.idle.touched(), { passive: true });
}
document.addEventListener('contextmenu', (event) => event.preventDefault());

const root = document.getElementById('app');
if (root !== null) render(<App conductor={conductor} thisYear={() => new Date().getFullYear()} />, root);
// Behind the first paint, and ahead of any finger.
requestAnimationFrame(() => setTimeout(() => void loadLater(), 0));
