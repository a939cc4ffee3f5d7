/** What can lie above any screen, over the consent screen. */
import { READY } from '../testing/sample-states.ts';
import type { Arrangement } from './session-samples.ts';

const HELPER = { staffNumber: '1001', pin: '246810' };

const visit: NonNullable<Arrangement['act']> = async (conductor) => {
  const begun = new Promise<void>((resolve) => {
    const stop = conductor.subscribe(() => {
      if (conductor.state !== 'visit') return;
      stop();
      resolve();
    });
  });
  conductor.begin('sample');
  await begun;
};

export const DIALOG_SAMPLES = {
  help: {
    async act(conductor, timers) {
      await visit(conductor, timers);
      await conductor.help.call();
    },
  },
  'help-calling': {
    replies: { 'Terminal.CallStaff': 'silence' },
    async act(conductor, timers) {
      await visit(conductor, timers);
      void conductor.help.call();
    },
  },
  'help-untold': {
    replies: { 'Terminal.CallStaff': { answer: { told: false } } },
    async act(conductor, timers) {
      await visit(conductor, timers);
      await conductor.help.call();
    },
  },
  settings: {
    async act(conductor, timers) {
      await visit(conductor, timers);
      conductor.showSettings(true);
    },
  },
  assist: {
    async act(conductor, timers) {
      await visit(conductor, timers);
      conductor.assistance.ask();
    },
  },
  'assist-refused': {
    replies: { 'Visit.Assist': { fault: 'officerUnknown' } },
    async act(conductor, timers) {
      await visit(conductor, timers);
      conductor.assistance.ask();
      await conductor.assist(HELPER);
    },
  },
  assisting: {
    replies: { 'Visit.Assist': { answer: {} } },
    async act(conductor, timers) {
      await visit(conductor, timers);
      conductor.assistance.ask();
      await conductor.assist(HELPER);
    },
  },
  'still-there': {
    async act(conductor, timers) {
      await visit(conductor, timers);
      timers.advance(68_000);
    },
  },
} as const satisfies Record<string, Arrangement>;

/** How long the last screen stands in the sample, s. */
export const TAKE_CARD_S = 30;

/** The last screen goes soon, and the card still lies there. */
export const TAKE_CARD: Arrangement = {
  terminal: { ...READY, devices: { ...READY.devices, idCardReader: { status: 'card-present' } } },
  async act(conductor, timers) {
    await visit(conductor, timers);
    timers.advance((TAKE_CARD_S - 5) * 1_000);
  },
};
