import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRoster } from '../assessment/roster-import.ts';
import { LOCK_MS, putOfficer, WRONG_PINS } from '../officers/service.ts';
import { numberOf, OTHER_SITE, REGION, SITE, startTestCentre, type TestCentre, TODAY } from '../testing/centre.ts';
import type { TestTerminal } from '../testing/terminal.ts';
import { escapeHtml, html } from './html.ts';

let centre: TestCentre;
let terminal: TestTerminal;
beforeAll(async () => {
  centre = await startTestCentre();
  terminal = await centre.terminal();
  for (const [staffNumber, name] of [
    ['1001', '王芳'],
    ['1002', '李强'],
    ['1003', '<b>粗</b>'],
  ] as const) {
    await putOfficer(centre.foundation, { regionCode: REGION, staffNumber, name, pin: '246810' });
  }
});
afterAll(() => centre.close());

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(centre.url + path, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' });
const get = (path: string, cookie = '') => fetch(centre.url + path, { headers: { cookie } });

async function signedIn(staffNumber = '1001'): Promise<string> {
  const response = await post('/console/sign-in', { staffNumber, pin: '246810' });
  expect(response.status).toBe(303);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

describe('signing in', () => {
  test('the cookie is for this site and not for scripts', async () => {
    const response = await post('/console/sign-in', { staffNumber: '1001', pin: '246810' });
    expect(response.headers.get('set-cookie')).toMatch(
      /^anban_officer=370702\..{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=36000$/,
    );
  });

  test('without it there is only the sign-in page, and no list', async () => {
    const page = await (await get('/')).text();
    expect(page).toContain('name="pin"');
    expect(page).not.toContain('id="list"');
    expect((await get('/console/list')).status).toBe(401);
    expect((await get('/console/events')).status).toBe(401);
    expect((await get('/console/list', 'anban_officer=370702.guess')).status).toBe(401);
  });

  test('a wrong PIN and an unknown number are answered alike', async () => {
    const wrong = await post('/console/sign-in', { staffNumber: '1003', pin: '000000' });
    const unknown = await post('/console/sign-in', { staffNumber: '9999', pin: '000000' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  test('five wrong PINs lock for ten minutes, the right one included, however many are sent at once', async () => {
    const attempt = (pin: string) => post('/console/sign-in', { staffNumber: '1002', pin });
    const flood = await Promise.all(Array.from({ length: 8 }, () => attempt('111111')));
    expect(flood.filter(({ status }) => status === 401)).toHaveLength(WRONG_PINS - 1);
    expect((await attempt('246810')).status).toBe(429);
    await centre.clock.advance(LOCK_MS + 1);
    expect((await attempt('111111')).status).toBe(401);
    expect((await attempt('246810')).status).toBe(303);
  });

  test('a form sent from another site is refused', async () => {
    const response = await post(
      '/console/sign-in',
      { staffNumber: '1001', pin: '246810' },
      { origin: 'http://evil.example' },
    );
    expect(response.status).toBe(403);
  });

  test('after signing out the cookie is worth nothing', async () => {
    const cookie = await signedIn();
    expect((await get('/console/list', cookie)).status).toBe(200);
    await post('/console/sign-out', {}, { cookie });
    expect((await get('/console/list', cookie)).status).toBe(401);
  });

  test('after ten hours too', async () => {
    const cookie = await signedIn();
    await centre.clock.advance(10 * 3_600_000 + 1);
    expect((await get('/console/list', cookie)).status).toBe(401);
    await centre.clock.advance(-10 * 3_600_000 - 1);
  });
});

describe('the list', () => {
  test('shows who has arrived, masked, and who is expected', async () => {
    const [here, ,] = await centre.examinees(3, { from: 10, room: 'H' });
    if (here === undefined) throw new Error('no examinee');
    await terminal.visit(here);
    const page = await (await get('/', await signedIn())).text();
    expect(page).toContain('H001');
    expect(page).toContain('测*0');
    expect(page).toMatch(/370702\*{8}\d{3}[\dX]/);
    expect(page).not.toMatch(/\d{17}[\dX]/);
    expect(page).toContain('1 / 3');
    expect(page).toContain('人脸核对');
  });

  test('an impostor is at the top until an officer acknowledges it', async () => {
    const [subject] = await centre.examinees(1, { from: 20, room: 'I' });
    if (subject === undefined) throw new Error('no examinee');
    const check = terminal.identityCheck(subject, { method: 'face', decision: 'no-match' });
    await terminal.submit(check);
    await terminal.submit(check);
    const cookie = await signedIn();
    const before = await (await get('/console/list', cookie)).text();
    expect(before.match(/class="alert impostor"/g)).toHaveLength(1);
    expect(before.indexOf('impostor')).toBeLessThan(before.indexOf('class="site"'));
    const id = /alerts\/([0-9a-f-]{36})\/acknowledge/.exec(before)?.[1] ?? '';
    expect((await post(`/console/alerts/${id}/acknowledge`, {}, { cookie })).status).toBe(303);
    const after = await (await get('/console/list', cookie)).text();
    expect(after).not.toContain('alert impostor');
    expect(after).toContain('class="handled"');
  });

  test('a help call comes with its reason, once however often it is sent', async () => {
    const call = { id: newId(), at: new Date(centre.clock.now()).toISOString(), reason: 'paper-out' };
    expect((await terminal.post('/v1/help-calls', call)).body).toEqual({});
    await terminal.post('/v1/help-calls', call);
    const list = await (await get('/console/list', await signedIn())).text();
    expect(list.match(/打印机缺纸/g)).toHaveLength(1);
    expect((await terminal.post('/v1/help-calls', { ...call, id: newId(), reason: 'x' })).status).toBe(400);
  });

  test('a record that the centre refused is announced and stands on the list, as no impostor', async () => {
    const [subject] = await centre.examinees(1, { from: 21, room: 'I' });
    if (subject === undefined) throw new Error('no examinee');
    const announced = new Promise((resolve) => centre.changes.changed.on(resolve));
    const check = terminal.identityCheck(subject, { decision: 'officer' });
    await terminal.submit(check);
    expect((await terminal.submit(terminal.checkIn(check))).status).toBe(409);
    await centre.clock.advance(200);
    await announced;
    const list = await (await get('/console/list', await signedIn())).text();
    expect(list).toMatch(/class="alert help">\s*<div><strong>终端送来的一条记录未被采纳/);
  });

  test('the thousandth number stands above the one before it', async () => {
    const [first, second, third] = await centre.examinees(3, { from: 24, room: 'L' });
    if (first === undefined || second === undefined || third === undefined) throw new Error('three examinees');
    await terminal.visit(first);
    const { db } = centre.foundation.database;
    await db.updateTable('queue_counter').set({ last_number: 998 }).where('room', '=', 'L').execute();
    for (const subject of [second, third]) await terminal.visit(subject);
    const list = await (await get('/console/list', await signedIn())).text();
    const tickets = [...list.matchAll(/class="ticket">(L\d{3,})</g)].map(([, number]) => number);
    expect(tickets).toEqual(['L1000', 'L999', 'L001']);
  });

  test('one site alone, when it is chosen', async () => {
    await centre.examinees(1, { from: 30, room: 'J', siteCode: OTHER_SITE });
    const cookie = await signedIn();
    expect(await (await get('/', cookie)).text()).toContain('>J<');
    const page = await (await get(`/?site=370702-01`, cookie)).text();
    expect(page).not.toContain('>J<');
    expect(page).toContain('value="370702-01" selected');
    expect((await get('/?site=%27or%201', cookie)).status).toBe(200);
  });

  test('in English when asked for', async () => {
    const answer = await post('/console/language', { language: 'en' });
    const language = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await (await get('/', `${await signedIn()}; ${language}`)).text();
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('Not here yet');
  });

  test('a name with markup in it is text', async () => {
    const page = await (await get('/', await signedIn('1003'))).text();
    expect(page).toContain('&lt;b&gt;');
    expect(page).not.toContain('<b>粗');
  });

  test('nothing inline: the policy allows no script or style in the page', async () => {
    const response = await get('/', await signedIn());
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style| style="| on\w+="/);
    for (const asset of ['console.css', 'console.js', 'icon.svg']) {
      expect((await get(`/console/static/${asset}`)).status).toBe(200);
    }
  });

  test('every reading is in the audit log, by whom and how much', async () => {
    const { db } = centre.foundation.database;
    const readings = () =>
      db.selectFrom('audit_entry').selectAll().where('action', '=', 'officer.read-arrivals').execute();
    const cookie = await signedIn();
    const before = (await readings()).length;
    await get('/', cookie);
    await get('/console/list', cookie);
    const after = await readings();
    expect(after).toHaveLength(before + 2);
    expect(after.at(-1)?.actor).toMatch(/^officer:/);
    expect(JSON.parse(after.at(-1)?.details ?? '')).toMatchObject({ site: 'all' });
  });
});

describe('updates by itself', () => {
  async function events(cookie: string) {
    const response = await get('/console/events', cookie);
    if (response.body === null) throw new Error('no stream');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      async until(event: string): Promise<void> {
        while (!text.includes(`event: ${event}\n`)) {
          const { value, done } = await reader.read();
          if (done) throw new Error(`ended before ${event}: ${text}`);
          text += value;
        }
        text = '';
      },
      close: () => reader.cancel(),
    };
  }

  test('a check-in is announced over the database to every page', async () => {
    const [subject] = await centre.examinees(1, { from: 40, room: 'K' });
    if (subject === undefined) throw new Error('no examinee');
    const page = await events(await signedIn());
    await page.until('ready');
    await terminal.visit(subject);
    await centre.clock.advance(200);
    await page.until('changed');
    await page.close();
  });

  test('what another process wrote without a word is noticed within seconds', async () => {
    const page = await events(await signedIn());
    await page.until('ready');
    await centre.examinees(1, { from: 41, room: 'K' });
    await centre.clock.advance(5_000);
    await page.until('changed');
    await page.close();
  });

  test('a roster imported again with another room, and no other count, is noticed', async () => {
    const row = { line: 2, name: '测试', number: numberOf(42), siteCode: SITE };
    await importRoster(centre.foundation, [{ ...row, room: 'K' }], TODAY);
    const page = await events(await signedIn());
    await page.until('ready');
    await importRoster(centre.foundation, [{ ...row, room: 'M' }], TODAY);
    await centre.clock.advance(5_000);
    await page.until('changed');
    await page.close();
  });

  test('a session that is over ends the stream', async () => {
    const cookie = await signedIn();
    const page = await events(cookie);
    await page.until('ready');
    await post('/console/sign-out', {}, { cookie });
    await centre.clock.advance(5_000);
    await page.until('signed-out');
  });
});

test('the template escapes every value that is not a template', () => {
  expect(html`<p title="${'"<&\''}">${[html`<b>${'<i>'}</b>`, 1, null, false]}</p>`.text).toBe(
    '<p title="&quot;&lt;&amp;&#39;"><b>&lt;i&gt;</b>1</p>',
  );
  expect(escapeHtml('a')).toBe('a');
});
