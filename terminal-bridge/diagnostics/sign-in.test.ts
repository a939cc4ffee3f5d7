/** Who gets at the diagnostics: an officer with their own card and PIN; at the command line, the bridge's own user. */
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardOf, OFFICERS, PEOPLE } from '../testing/sample-roster.ts';
import { TestTerminal } from '../testing/test-terminal.ts';
import { DiagnosticsProof } from './proof.ts';

const [OFFICER] = OFFICERS;
let terminal: TestTerminal;
beforeEach(async () => {
  terminal = new TestTerminal();
  terminal.staffSignIn = 'card';
  await terminal.centre.up();
  await terminal.boot();
  await terminal.logged.waitFor('roster-fetched');
});
afterEach(() => terminal.close());

describe('with the card of an officer', () => {
  const card = (number: string, kind: 'resident-card' | 'social-security-card' = 'resident-card') => {
    const laid = cardOf({ name: '示例甲', number }, { kind });
    terminal.devices.idCardReader.lay(laid);
    return laid;
  };

  it.each(['resident-card', 'social-security-card'] as const)('%s and PIN open the diagnostics', async (kind) => {
    const page = await terminal.page();
    const laid = card(OFFICER.card, kind);
    const opened = await page.send('Diagnostics.Open', { pin: OFFICER.pin });
    expect(opened).toMatchObject({ code: 'ok', payload: { diagnosticsId: expect.any(String) } });
    expect(laid.portrait.every((byte) => byte === 0)).toBe(true);
    expect(terminal.logged.text()).not.toContain(OFFICER.card);
  });

  it('a wrong PIN and a card of nobody are refused alike, the last try is announced, and five lock', async () => {
    const page = await terminal.page();
    const five = async (number: string) => {
      const told = [];
      for (let i = 0; i < 5; i++) {
        card(number);
        told.push((await page.send('Diagnostics.Open', { pin: '000000' })).payload);
      }
      return told;
    };
    const refused = ['staffCardUnknown', 'staffCardUnknown', 'staffCardUnknown', 'officerLastTry', 'officerLocked'];
    const told = refused.map((errorCode) => ({ errorCode }));
    expect(await five(PEOPLE.today.number)).toEqual(told);
    expect(await five(OFFICER.card)).toEqual(told);
    card(PEOPLE.today.number);
    expect((await page.send('Diagnostics.Open', { pin: OFFICER.pin })).payload).toEqual({ errorCode: 'officerLocked' });
  });

  it('the number alone does not do, while a card could be laid down', async () => {
    const page = await terminal.page();
    const byNumber = { staffNumber: OFFICER.staffNumber, pin: OFFICER.pin };
    expect((await page.send('Diagnostics.Open', byNumber)).payload).toEqual({ errorCode: 'staffCardNeeded' });
    terminal.devices.idCardReader.become({ status: 'reconnecting', reason: 'readerUnplugged' });
    terminal.devices.socialSecurityReader.become({ status: 'out-of-service', reason: 'sscServiceMissing' });
    expect((await page.send('Diagnostics.Open', byNumber)).code).toBe('ok');
  });
});

describe('the report over HTTP', () => {
  const ask = (authorization?: string) =>
    fetch(`http://127.0.0.1:${terminal.port}/diagnostics`, {
      headers: authorization === undefined ? {} : { authorization },
    });
  const stateDir = () => join(terminal.folder, 'state');

  // Bug: any process on the machine had the whole report without card or PIN.
  it('is told to who can read the token, and to nobody else', async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask('Bearer wrong')).status).toBe(401);
    const told = await ask(DiagnosticsProof.read(stateDir()) ?? '');
    expect(told.status).toBe(200);
    expect(await told.json()).toMatchObject({ ready: true });
  });

  it('the token is for the own user only, also where a wider file lay, and another at each start', async () => {
    const file = join(stateDir(), 'diagnostics-token');
    const before = DiagnosticsProof.read(stateDir());
    await terminal.shutDown();
    chmodSync(file, 0o644);
    await terminal.boot();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(DiagnosticsProof.read(stateDir())).not.toBe(before);
  });
});
