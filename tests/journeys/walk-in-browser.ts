/**
 * Takes every step of a machine in real browsers, tour by tour, and tells what could not be taken. With ANBAN_ALL_PATHS=1
 * (at night) every event in every place that guards can tell apart; without it, every state × event × next state.
 */
import type { Browser } from 'playwright-core';
import { buttonsAt, wordsOf } from '../../kiosk/testing/buttons.ts';
import type { MachineFacts } from '../../kiosk/testing/machine-journey.ts';
import { edgeOf, type Journey, type Place, type Step, tours } from '../../kiosk/testing/walk.ts';
import { ensureKiosk } from '../../scripts/setup/kiosk.ts';
import { openBrowser } from '../support/browser.ts';
import { keepCounter } from '../support/counters.ts';
import type { KioskPage } from './kiosk-page.ts';

const ALL_PATHS = process.env.ANBAN_ALL_PATHS === '1';
export const LONGEST = ALL_PATHS ? 3_600_000 : 600_000;
/** Each costs the time that something is waited for in vain. */
const MOST_FAULTS = 6;
/** On every screen: help, and display and sound. */
const EVERYWHERE = ['呼叫工作人员', '显示与声音'];

/** Brings a page to where a journey begins, and makes its events happen there. */
export interface Driver<S> {
  readonly kiosk: KioskPage;
  begin(): Promise<void>;
  /** Returns when the page shows that it has happened. */
  step(step: S): Promise<void>;
}

export interface Walk<P extends Place, E extends { readonly type: string }> {
  readonly journey: Journey<E, P> & MachineFacts;
  /** Without those that nobody can bring about. */
  readonly possible: readonly Step<E, P>[];
  readonly open: (browser: Browser) => Promise<Driver<Step<E, P>>>;
  /** Two for two cores. */
  readonly walkers: number;
  /** Whether the buttons that the page shows there are the machine's. */
  readonly showsButtons: (place: P) => boolean;
  /** By state: words on buttons that say nothing to this machine. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
}

export interface Walked {
  readonly faults: readonly string[];
  /** Steps that were never taken. */
  readonly left: readonly string[];
  /** By state: the words on the buttons of the page, and those that the machine's tests know. */
  readonly buttons: readonly {
    readonly state: string;
    readonly shown: readonly string[];
    readonly known: readonly string[];
  }[];
}

/** The steps of the journey, sorted, that are not taken because nobody can bring them about. */
export function leftOut<P extends Place, E extends { readonly type: string }>({
  journey,
  possible,
}: Pick<Walk<P, E>, 'journey' | 'possible'>): string[] {
  const can = new Set(possible.map(edgeOf));
  const left = new Set(journey.steps.map(edgeOf).filter((edge) => !can.has(edge)));
  return [...left].sort();
}

/** In a browser of its own, on the page as it is built. */
export async function walkInBrowser<P extends Place, E extends { readonly type: string }>(
  walk: Walk<P, E>,
): Promise<Walked> {
  await ensureKiosk();
  const browser = await openBrowser();
  try {
    return await walkIn(browser, walk);
  } finally {
    await browser.close();
  }
}

async function walkIn<P extends Place, E extends { readonly type: string }>(
  browser: Browser,
  { journey, possible, open, walkers, showsButtons, beside = {} }: Walk<P, E>,
): Promise<Walked> {
  const nameOf = (step: Step<E, P>) => (ALL_PATHS ? `${step.from.key} ${JSON.stringify(step.event)}` : edgeOf(step));
  const waiting = [...tours(possible, journey.start, nameOf)];
  const wanted = new Set(possible.map(nameOf));
  const taken = new Set<string>();
  const faults: string[] = [];
  const shown = new Map<string, readonly string[]>();
  const began = performance.now();

  async function take(driver: Driver<Step<E, P>>, step: Step<E, P>): Promise<void> {
    const { state } = step.from;
    if (!shown.has(state) && showsButtons(step.from)) shown.set(state, await driver.kiosk.buttons());
    await driver.step(step);
    taken.add(nameOf(step));
  }

  async function walk(): Promise<void> {
    let driver = await open(browser);
    /** How the tour before this one ended. */
    let last = '';
    for (let tour = waiting.shift(); tour !== undefined && faults.length < MOST_FAULTS; tour = waiting.shift()) {
      let at = '';
      try {
        await driver.begin();
        for (const step of tour) {
          at = edgeOf(step);
          await take(driver, step);
        }
        last = at;
        if (tour.at(-1)?.to.isEnd !== true) await driver.kiosk.home();
      } catch (error) {
        const shows = (await driver.kiosk.shows().catch(String)).replaceAll('\n', ' / ').slice(0, 200);
        const way = tour.map(edgeOf).join(' → ');
        const fault = `${way}: at "${at}", after "${last}": ${String(error).slice(0, 300)}; the page shows: ${shows}`;
        // At once: a walk that is too slow in the end must not keep what it found to itself.
        process.stdout.write(`${fault}\n`);
        faults.push(fault);
        await driver.kiosk.close();
        driver = await open(browser);
      }
    }
    await driver.kiosk.close();
  }
  await Promise.all(Array.from({ length: walkers }, walk));

  const seconds = Math.round((performance.now() - began) / 1_000);
  const counter = { done: taken.size, of: wanted.size };
  const counted = ALL_PATHS ? 'paths-walked' : 'steps-walked';
  keepCounter(journey.name === 'check-in' ? counted : `${counted}-${journey.name}`, counter);
  process.stdout.write(`${journey.name}: ${taken.size} of ${wanted.size} steps walked in ${seconds} s\n`);
  return {
    faults,
    left: [...wanted].filter((name) => !taken.has(name)),
    buttons: [...shown].map(([state, words]) => ({
      state,
      shown: words.map((word) => word.trim()).sort(),
      known: [
        ...EVERYWHERE,
        ...(beside[state] ?? []),
        ...Object.values(buttonsAt(state, journey.buttons)).flatMap(wordsOf),
      ].sort(),
    })),
  };
}
