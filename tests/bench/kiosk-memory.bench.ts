/**
 * What page, browser and bridge keep of a visit: the growth per visit, as MB per 1 000 visits, of everything that can
 * grow. A visit ends with a page of its own, so what one page keeps of itself goes with it: what outlives it in the
 * page's process (documents and nodes that are not let go of), the browser and the bridge can grow with every visit, and
 * a page itself while it waits all day for a person. Whole check-ins: card, consent, face, number. The last three figures
 * are of leaks that were sown: a measure that did not see them would be blind, and fails.
 *
 * ANBAN_VISITS=1000 for the figure of issue 3; the bridge, whose devices work at their real speed, 400 at the most.
 */
import { openBrowser } from '../support/browser.ts';
import { growthPerVisit, type Sample } from './growth.ts';
import { bridgeOver, MOST_CHECK_INS } from './memory-at-bridge.ts';
import { BrowserMemory, type Held } from './memory-of-browser.ts';
import { Visits } from './memory-visits.ts';

const VISITS = Number(process.env.ANBAN_VISITS ?? 50);
/** Before them everything is still being made for the first time. */
const WARM_UP = 10;
const SAMPLES = 20;
const SOWN_VISITS = 10;
const SOWN_BYTES = 200_000;
const BYTES_PER_MB = 1_048_576;

const began = performance.now();
const said = (what: string) =>
  process.stderr.write(`kiosk-memory, ${Math.round((performance.now() - began) / 1_000)} s: ${what}\n`);
said(`${VISITS} check-ins at the page, as many turns of a page that waits, and the bridge beside them …`);
// None is left running where another fails: each ends what it has started.
const [pages, atBridge] = await Promise.allSettled([
  inPages(),
  bridgeOver({ ...course(Math.min(VISITS, MOST_CHECK_INS)), leak: 0 }),
]);
if (pages.status === 'rejected') throw pages.reason;
if (atBridge.status === 'rejected') throw atBridge.reason;
const { reloaded, waiting } = pages.value;
const bridge = atBridge.value;
said('leaks that are sown …');
const sownBetween = await inPage(
  'a waiting page that leaks',
  SOWN_VISITS,
  (visits, turn) => visits.between(turn),
  keepAtEveryTouch,
);
const sownOver = await inPage('pages that are kept', SOWN_VISITS, (visits) => visits.checkIn(), keepEveryPage);
const sownAtBridge = await bridgeOver({ ...course(SOWN_VISITS), leak: SOWN_BYTES });

const figures = {
  visits: VISITS,
  page_process_documents_per_visit: rounded(growthOf(reloaded, 'documents')),
  page_process_nodes_per_visit: rounded(growthOf(reloaded, 'nodes')),
  page_process_listeners_per_visit: rounded(growthOf(reloaded, 'listeners')),
  page_process_heap_mb_per_1000: inMegabytes(growthOf(reloaded, 'heap')),
  page_process_mb_per_1000: inMegabytes(growthOf(reloaded, 'renderer')),
  page_process_mb: megabytes(reloaded.at(-1)?.held.renderer),
  browser_mb_per_1000: inMegabytes(growthOf(reloaded, 'others')),
  browser_mb: megabytes(reloaded.at(-1)?.held.others),
  waiting_page_nodes_per_turn: rounded(growthOf(waiting, 'nodes')),
  waiting_page_listeners_per_turn: rounded(growthOf(waiting, 'listeners')),
  waiting_page_heap_mb_per_1000: inMegabytes(growthOf(waiting, 'heap')),
  check_ins_at_bridge: bridge.accepted,
  bridge_heap_mb_per_1000: inMegabytes(growthPerVisit(bridge.heap)),
  bridge_buffers_mb_per_1000: inMegabytes(growthPerVisit(bridge.external)),
  bridge_process_mb_per_1000: inMegabytes(growthPerVisit(bridge.process)),
  bridge_process_mb: megabytes(bridge.process.at(-1)?.value),
  sown_kb_per_visit: SOWN_BYTES / 1_000,
  sown_in_waiting_page_seen_kb: kilobytes(growthOf(sownBetween, 'heap')),
  sown_over_pages_seen_documents: rounded(growthOf(sownOver, 'documents')),
  sown_at_bridge_seen_kb: kilobytes(growthPerVisit(sownAtBridge.heap)),
};
notBlind('a waiting page', growthOf(sownBetween, 'heap') / SOWN_BYTES);
notBlind('pages that are not let go of', growthOf(sownOver, 'documents'));
notBlind('the bridge', growthPerVisit(sownAtBridge.heap) / SOWN_BYTES);
process.stdout.write(`${JSON.stringify({ name: `kiosk-memory-${VISITS}`, figures })}\n`);

interface Seen {
  readonly at: number;
  readonly held: Held;
}

/** One after the other. */
async function inPages() {
  const reloaded = await inPage('check-ins at the page', VISITS, (visits) => visits.checkIn());
  const waiting = await inPage('turns of a page that waits', VISITS, (visits, turn) => visits.between(turn));
  return { reloaded, waiting };
}

/** `each` so many times in a browser of its own. */
async function inPage(
  what: string,
  times: number,
  each: (visits: Visits, turn: number) => Promise<void>,
  leak?: () => void,
): Promise<readonly Seen[]> {
  const browser = await openBrowser();
  try {
    const visits = await Visits.open(browser, leak);
    const memory = await BrowserMemory.of(browser, visits.page);
    for (let turn = 1; turn <= WARM_UP; turn += 1) await each(visits, turn);
    const seen: Seen[] = [{ at: 0, held: await memory.held() }];
    const { every } = course(times);
    for (let turn = 1; turn <= times; turn += 1) {
      await each(visits, turn);
      if (turn % every !== 0) continue;
      seen.push({ at: turn, held: await memory.held() });
      said(`${what}: ${turn} of ${times}`);
    }
    await visits.close();
    return seen;
  } finally {
    await browser.close();
  }
}

/** About SAMPLES samples. */
function course(checkIns: number): { readonly checkIns: number; readonly every: number } {
  return { checkIns, every: Math.max(1, Math.floor(checkIns / SAMPLES)) };
}

function growthOf(seen: readonly Seen[], key: keyof Held): number {
  return growthPerVisit(seen.map(({ at, held }): Sample => ({ at, value: held[key] })));
}

/** `share`: how much of what was sown was seen. */
function notBlind(what: string, share: number): void {
  if (!(share > 0.8)) throw new Error(`of a leak in ${what} only ${share} of what was sown was seen`);
}

/** In the page: each time settings are opened something is kept, as by a listener that is never taken off. */
function keepAtEveryTouch(): void {
  const kept: number[][] = [];
  addEventListener('click', ({ target }) => {
    // Fractions are kept in the heap, as numbers of eight bytes: 200 kB a turn.
    const isOnce = target instanceof Element && target.closest('button')?.textContent?.includes('显示与声音') === true;
    if (isOnce) kept.push(new Array<number>(25_000).fill(kept.length + 0.5));
  });
}

/** In the page: somebody outside keeps its document, and so all of it, beyond its end. */
function keepEveryPage(): void {
  const keeper = open('', 'keeper');
  if (keeper === null || keeper === window) return;
  const kept: unknown = Reflect.get(keeper, 'kept');
  if (Array.isArray(kept)) kept.push(document);
  else Reflect.set(keeper, 'kept', [document]);
}

function megabytes(bytes: number | undefined): number | null {
  return bytes === undefined ? null : rounded(bytes / BYTES_PER_MB);
}

/** Of bytes per visit. */
function inMegabytes(perVisit: number): number {
  return rounded((perVisit * 1_000) / BYTES_PER_MB);
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1_000);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
