/**
 * A hall with one terminal: a whole Anban and a browser for a file of tests and, where they want one, a person before the
 * kiosk for each test. A file asks at its top level, before its own hooks, and takes what it needs in a `beforeEach`:
 * `({ stack, visitor } = hall)`.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser, openPage } from './browser.ts';
import { OfficersList } from './officers-list.ts';
import { type StackChoices, TestStack } from './stack.ts';
import { Visitor } from './visitor.ts';

/** A centre that is filled, a terminal that starts, and another file doing the same beside it. */
const OPENS_WITHIN_MS = 240_000;
const ARRIVES_WITHIN_MS = 60_000;

export class Hall {
  #stack: TestStack | undefined;
  #browser: Browser | undefined;
  #visitor: Visitor | undefined;

  get stack(): TestStack {
    return there(this.#stack, 'stack');
  }

  get browser(): Browser {
    return there(this.#browser, 'browser');
  }

  get visitor(): Visitor {
    return there(this.#visitor, 'visitor');
  }

  async open(choices: StackChoices): Promise<void> {
    [this.#stack, this.#browser] = await Promise.all([TestStack.start(choices), openBrowser()]);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#stack?.close();
  }

  /** Somebody new at the kiosk. Only one page at a time may drive the terminal: close the page of whoever was there before. */
  async welcome(): Promise<Visitor> {
    this.#visitor = await this.openKiosk();
    await this.#visitor.arrive(this.stack.kioskUrl);
    return this.#visitor;
  }

  /** A page of the kiosk's size, not yet at its address. */
  async openKiosk(): Promise<Visitor> {
    return new Visitor((await openPage(this.browser)).page);
  }

  /** The list on an officer's desk, signed in. */
  async officersList(): Promise<OfficersList> {
    const { page } = await openPage(this.browser, { width: 1280, height: 800 });
    return OfficersList.signIn(page, this.stack.officersUrl);
  }
}

/** Open before the first test, closed after the last. */
export function openHall(choices: StackChoices = {}): Hall {
  const hall = new Hall();
  beforeAll(() => hall.open(choices), OPENS_WITHIN_MS);
  afterAll(() => hall.close());
  return hall;
}

/** The same, with all devices as they should be and a visitor before the kiosk for each test, who leaves after it. */
export function openHallToVisitors(choices: StackChoices = {}): Hall {
  const hall = openHall(choices);
  beforeEach(async () => {
    await hall.stack.panel.reset();
    await hall.welcome();
  }, ARRIVES_WITHIN_MS);
  afterEach(() => hall.visitor.leaves());
  return hall;
}

function there<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`the hall has no ${name} yet: it opens before the tests`);
  return part;
}
