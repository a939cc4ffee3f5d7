/**
 * From the check-in to the door of the examination room, as the person and the officer see it, in one stack: two officers
 * who override a comparison, the ticket on paper, its code and the card at the door. Real browser, bridge and centre.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHallToVisitors } from '../support/hall.ts';
import type { OfficersList } from '../support/officers-list.ts';
import type { TestStack } from '../support/stack.ts';
import type { Visitor } from '../support/visitor.ts';

const hall = openHallToVisitors();
let stack: TestStack;
let visitor: Visitor;
let officers: OfficersList;

beforeAll(async () => {
  officers = await hall.officersList();
});
beforeEach(() => {
  ({ stack, visitor } = hall);
});

/** Code and number, as they stand on the paper. */
async function onPaper(): Promise<{ code: string; number: string }> {
  const [printed] = await stack.panel.tickets();
  const code = printed?.text.match(/QR: (ANT1\.[A-Za-z0-9_-]+)/)?.[1];
  const number = printed?.text.match(/[A-Z]\d{3}/)?.[0];
  if (code === undefined || number === undefined) throw new Error(`no code on the ticket: ${printed?.text}`);
  return { code, number };
}

async function goesHome(): Promise<void> {
  await stack.panel.reset();
  await visitor.touches(/^(知道了|完成)$/);
  await visitor.sees('attract');
}

/** A comparison on a busy machine takes its time: it ends by itself after the bridge's deadline. */
const afterLooking = (screen: string): Promise<void> =>
  visitor.page.getByTestId(`screen-${screen}`).waitFor({ timeout: 45_000 });

/** At the door: the ticket, then the card. */
async function shows(code: string, person: string): Promise<void> {
  await visitor.touches('进诊室');
  await visitor.sees('entryTicket');
  await stack.panel.showCode(code);
  await visitor.sees('entryCard');
  await stack.panel.lay(person);
}

describe('from the ticket to the room', () => {
  it('not before the number is called; then once, without the camera; and with nobody else’s card', async () => {
    await stack.panel.lay('sun-li');
    await visitor.touches('不使用人脸');
    await visitor.isCheckedByOfficers();
    await visitor.sees('ticket');
    const { code, number } = await onPaper();
    await goesHome();

    await shows(code, 'sun-li');
    await visitor.touches('不使用人脸，直接进门');
    await visitor.sees('entryAgain');
    await visitor.reads('E06');
    await goesHome();

    await officers.calls(number);
    await shows(code, 'zhao-min');
    await visitor.sees('entryStaff');
    await visitor.reads('E04');
    await officers.isAlerted(/票和证件不是同一个人/);
    await goesHome();

    await shows(code, 'sun-li');
    await visitor.sees('entryConsent');
    await visitor.touches('不使用人脸，直接进门');
    await visitor.sees('entered');
    await visitor.reads(number);
    await officers.shows(number, '已进诊室');
    await goesHome();

    await shows(code, 'sun-li');
    await visitor.touches('不使用人脸，直接进门');
    await visitor.sees('entryStaff');
    await visitor.reads('E05');
    await goesHome();

    await visitor.touches('进诊室');
    await visitor.sees('entryTicket');
    await stack.panel.showCode(`${code.slice(0, -4)}AAAA`);
    await visitor.sees('entryAgain');
    await visitor.reads('E01');
    await goesHome();
  }, 120_000);

  it('whoever agrees is compared once more, with the card that they just showed; two officers can pass whom it keeps out', async () => {
    await stack.panel.stand('wang-jianhua');
    await stack.panel.lay('wang-jianhua');
    await visitor.touches('同意，使用人脸核对');
    await afterLooking('ticket');
    const { code, number } = await onPaper();
    await goesHome();
    await officers.calls(number);

    await stack.panel.stand('zhao-min');
    await shows(code, 'wang-jianhua');
    await visitor.touches('同意，使用人脸核对');
    await afterLooking('entryKeptOut');
    await visitor.isCheckedByOfficers(true, 'entryOfficer');
    await visitor.sees('entered');
    await officers.shows(number, '已进诊室');
    await goesHome();
  }, 150_000);
});

describe('two officers against the comparison', () => {
  it('pass somebody whose face did not match: the ticket, an alert on the list', async () => {
    await stack.panel.stand('zhao-min');
    await stack.panel.lay('chen-shufen');
    await visitor.touches('同意，使用人脸核对');
    await afterLooking('mismatch');
    await visitor.isCheckedByOfficers();
    await visitor.sees('ticket');
    await officers.isAlerted('陈*芬');
    await goesHome();
  }, 120_000);

  it('who mistype too often end it for this visit, and the person is told where to go', async () => {
    await stack.panel.lay('li-xiuying');
    await visitor.touches('不使用人脸');
    await visitor.touches('我是工作人员');
    for (let times = 0; times < 5; times += 1) await visitor.officerSignsIn('1001', '000000');
    await visitor.reads(/服务台/);
    expect(await stack.panel.tickets()).toHaveLength(0);
    await stack.panel.reset();
  }, 60_000);
});
