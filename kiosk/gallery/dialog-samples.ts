/** What can lie above any screen, over the consent screen. */
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
