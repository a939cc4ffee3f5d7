/** How to bring every screen of the kiosk before a person's eyes, with a fake bridge that answers as needed. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { REPORT } from '../../kiosk/testing/sample-states.ts';
import type { FakeBridge, Reply } from '../support/fake-bridge.ts';

const LONG_NAME = '阿依努尔·吐尔逊江·阿卜杜拉';

export const document = (change: object = {}): Reply => ({
  answer: {
    holder: { name: LONG_NAME, maskedNumber: '370702********0021' },
    cardExpired: false,
    faceUnavailable: null,
    admission: { outcome: 'admitted', room: 'A' },
    ...change,
  },
});
const admission = (outcome: string, more: object = {}) => document({ admission: { outcome, ...more } });
const ticket = (change: object = {}): Reply => ({
  answer: { outcome: 'accepted', number: 'A012', room: 'A 室（二楼东侧）', printFault: null, ...change },
});
const match = (outcome: string, reason: string | null = null): Reply => ({ answer: { outcome, reason } });

const begin = (bridge: FakeBridge) => async () => bridge.layCard();
const press = async (page: Page, name: string | RegExp) => {
  await page.getByRole('button', { name }).click();
};
export const shown = (page: Page, state: string) => page.getByTestId(`screen-${state}`).waitFor();

const AGREE = /^(同意|I agree)/;
const READ_ON = /^(看完下一页再同意|Next page, then agree)$/;
const DECLINE = /^(不使用人脸|Do not use)/;
const STAFF = /^(我是工作人员|I am staff)/;

async function consent(page: Page, bridge: FakeBridge): Promise<void> {
  bridge.replies['Visit.ReadDocument'] ??= document();
  await begin(bridge)();
  await shown(page, 'consent');
}
async function face(page: Page, bridge: FakeBridge, reply: Reply): Promise<void> {
  bridge.replies['Visit.MatchFace'] = reply;
  await consent(page, bridge);
  await agree(page);
}
/** What is too long for a page is parted into pages, and its buttons say so, a frame after its size or place is known. */
export const laidOut = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));

/** How far the parts of the screen have been turned together, CSS pixels. */
export const turnedBy = (page: Page): Promise<number> =>
  page.locator('.pane-view').evaluateAll((views) => views.reduce((sum, { scrollTop }) => sum + scrollTop, 0));

/** On a small panel after its last page, as a person does. */
async function agree(page: Page): Promise<void> {
  while (await page.getByRole('button', { name: READ_ON }).isVisible()) {
    const before = await turnedBy(page);
    await press(page, READ_ON);
    await expect.poll(() => turnedBy(page)).toBeGreaterThan(before);
    await laidOut(page);
  }
  await press(page, AGREE);
}
async function manual(page: Page, bridge: FakeBridge): Promise<void> {
  await consent(page, bridge);
  await press(page, DECLINE);
  await shown(page, 'manual');
}
async function officer(page: Page, bridge: FakeBridge): Promise<void> {
  await manual(page, bridge);
  await press(page, STAFF);
  await shown(page, 'officer');
}
/** What the bridge answers to an officer who may decide. */
const REVIEW: Reply = { answer: { officer: 1, portrait: null, live: null, leftMs: 180_000 } };

async function signIn(page: Page): Promise<void> {
  for (const digit of '1001') await press(page, new RegExp(`^(数字|Digit) ${digit}$`));
  await page.getByLabel('PIN').fill('246810');
  await press(page, /^(下一步|Next)$/);
}
const read = (reply: Reply) => async (_: Page, bridge: FakeBridge) => {
  bridge.replies['Visit.ReadDocument'] = reply;
  bridge.layCard();
};

type Show = (page: Page, bridge: FakeBridge) => Promise<void>;

async function diagnose(page: Page, bridge: FakeBridge): Promise<void> {
  bridge.replies['Diagnostics.Open'] ??= { answer: { diagnosticsId: '0193a1b2-0000-7000-8000-000000000003' } };
  bridge.replies['Diagnostics.Report'] = { answer: REPORT };
  await press(page, /^(呼叫工作人员|Call the staff)$/);
  await press(page, /^(终端诊断|Diagnostics)/);
  await shown(page, 'diagnostics');
}
async function diagnoseSignedIn(page: Page, bridge: FakeBridge): Promise<void> {
  await diagnose(page, bridge);
  await signIn(page);
  await page.getByRole('heading', { name: '终端诊断', exact: true }).waitFor();
}

/** State (and variant) → how to get there from the attract screen. The state is the name up to the first space. */
export const SCREENS: Record<string, Show> = {
  attract: async () => {},
  'attract brighter': async (page, bridge) => {
    bridge.device('qrScanner', { status: 'ready' });
    await page.getByText('请把手机亮度调到最大').waitFor();
  },
  'attract card-left': async (page, bridge) => {
    await read(admission('not-on-roster'))(page, bridge);
    await press(page, /^(知道了|OK)$/);
    await shown(page, 'attract');
  },
  'outOfService maintenance': async (_, bridge) => bridge.change({ outOfService: 'maintenance' }),
  'outOfService readers-down': async (_, bridge) =>
    bridge.device('idCardReader', { status: 'reconnecting', reason: 'readerUnplugged' }),
  'attract other-readers': async (_, bridge) => {
    bridge.change({ devices: { ...bridge.state.devices, qrScanner: { status: 'ready' } } });
    bridge.device('idCardReader', { status: 'reconnecting', reason: 'readerUnplugged' });
  },
  'attract centre-unreachable': async (_, bridge) => bridge.change({ centre: 'unreachable' }),
  diagnostics: diagnose,
  'diagnostics wrong-pin': async (page, bridge) => {
    bridge.replies['Diagnostics.Open'] = { fault: 'officerUnknown' };
    await diagnose(page, bridge);
    await signIn(page);
    await page.getByText('O01').waitFor();
  },
  'diagnostics devices': diagnoseSignedIn,
  'diagnostics one-device': async (page, bridge) => {
    await diagnoseSignedIn(page, bridge);
    await press(page, /^身份证读卡器/);
    await page.getByText('05.03').waitFor();
  },
  'diagnostics trying': async (page, bridge) => {
    await diagnoseSignedIn(page, bridge);
    bridge.replies['Diagnostics.TryDocument'] = 'hang';
    await press(page, '试读证件');
    await page.getByText('请放上证件').waitFor();
  },
  outOfService: async (_, bridge) => {
    bridge.replies['Terminal.Claim'] = { fault: 'claimedElsewhere' };
    bridge.drop();
  },
  problem: async (_, bridge) => {
    bridge.replies['Visit.Begin'] = { fault: 'storeFailed' };
    bridge.layCard();
  },
  card: read('hang'),
  'card reading': async (page, bridge) => {
    await read('hang')(page, bridge);
    await shown(page, 'card');
    bridge.event('Visit.ReadDocument', 'Visit.ReadProgressEvent', { stage: 'reading' });
  },
  'card again': async (page, bridge) => {
    await read('hang')(page, bridge);
    await shown(page, 'card');
    bridge.event('Visit.ReadDocument', 'Visit.ReadProgressEvent', { stage: 'again', fault: 'cardLifted' });
  },
  readerLost: async (page, bridge) => {
    await read({ fault: 'readerUnplugged' })(page, bridge);
    bridge.device('idCardReader', { status: 'reconnecting', reason: 'readerUnplugged' });
  },
  cardProblem: read({ fault: 'cardUnreadable' }),
  'cardProblem number': read({ fault: 'numberInvalid' }),
  notOnRoster: read(admission('not-on-roster')),
  wrongDay: read(admission('wrong-day', { day: '2026-11-29', siteName: '潍城区劳动能力鉴定中心' })),
  wrongSite: read(admission('wrong-site', { siteName: '潍城区人民医院' })),
  alreadyCheckedIn: read(admission('already-checked-in', { number: 'A012', room: 'A 室（二楼东侧）' })),
  cardExpired: read(document({ cardExpired: true, faceUnavailable: 'cardExpired' })),
  consent,
  face: async (page, bridge) => {
    await face(page, bridge, 'hang');
    await shown(page, 'face');
    bridge.event('Visit.MatchFace', 'Visit.GuidanceEvent', { guidance: 'come-closer' });
  },
  'face camera-lost': async (page, bridge) => {
    await face(page, bridge, 'hang');
    await shown(page, 'face');
    bridge.device('camera', { status: 'reconnecting', reason: 'cameraLost' });
    await page.getByText('V01').waitFor();
  },
  cameraLost: async (page, bridge) => {
    bridge.device('camera', { status: 'reconnecting', reason: 'cameraLost' });
    await face(page, bridge, { fault: 'cameraLost' });
  },
  mismatch: (page, bridge) => face(page, bridge, match('no-match', 'faceMismatch')),
  manual,
  'manual portrait-missing': read(document({ faceUnavailable: 'portraitMissing' })),
  officer,
  'officer same': async (page, bridge) => {
    bridge.replies['Visit.OfficerSignIn'] = REVIEW;
    await officer(page, bridge);
    await signIn(page);
  },
  'officer ground': async (page, bridge) => {
    bridge.replies['Visit.OfficerSignIn'] = REVIEW;
    await officer(page, bridge);
    await signIn(page);
    await press(page, /^(是同一个人|Same person)$/);
  },
  'officer wrong-pin': async (page, bridge) => {
    bridge.replies['Visit.OfficerSignIn'] = { fault: 'officerUnknown' };
    await officer(page, bridge);
    await signIn(page);
    await page.getByText('O01').waitFor();
  },
  refused: async (page, bridge) => {
    bridge.replies['Visit.OfficerSignIn'] = REVIEW;
    bridge.replies['Visit.ConfirmByOfficer'] = { answer: { outcome: 'refused' } };
    await officer(page, bridge);
    await signIn(page);
    await press(page, /^(不是同一个人|Not the same)/);
    await press(page, /^(不是证件|Not the person)/);
  },
  result: (page, bridge) => face(page, bridge, match('pass')),
  ticket: (page, bridge) => {
    bridge.replies['Visit.CheckIn'] = ticket();
    return face(page, bridge, match('pass'));
  },
  'ticket kept-unprinted': (page, bridge) => {
    bridge.replies['Visit.CheckIn'] = ticket({ outcome: 'kept', number: 'T-A003', printFault: 'printerPaperOut' });
    return face(page, bridge, match('pass'));
  },
  'problem check-in': (page, bridge) => {
    bridge.replies['Visit.CheckIn'] = { fault: 'storeFailed' };
    return face(page, bridge, match('pass'));
  },
};
