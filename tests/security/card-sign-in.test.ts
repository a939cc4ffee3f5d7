/**
 * Staff who sign in with their own card and PIN, from `anban officer add --card` over centre and roster to the terminal:
 * at the diagnostics, and as the officers of a visit.
 */
import { beforeEach, expect, it } from 'vitest';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { openHallToVisitors } from '../support/hall.ts';
import type { TestStack } from '../support/stack.ts';
import type { Visitor } from '../support/visitor.ts';

const OFFICERS = [
  { number: '700001', name: '示例丙', pin: '246810', card: 'zhou-ting' },
  { number: '700002', name: '示例丁', pin: '135791', card: 'wu-min' },
] as const;
const [FIRST, SECOND] = OFFICERS;
const STRANGER = 'he-jing';
const WRONG_PIN = '000000';

const hall = openHallToVisitors({ seed: register, staffSignIn: 'card' });
let stack: TestStack;
let visitor: Visitor;
beforeEach(() => {
  ({ stack, visitor } = hall);
});

const numberOf = (id: string): string => PEOPLE.find((person) => person.id === id)?.number ?? 'gone';

async function register(to: TestStack): Promise<void> {
  for (const { number, name, pin, card } of OFFICERS) {
    const officer = ['--number', number, '--name', name, '--pin', pin, '--card', numberOf(card)];
    expect(await to.anban('officer', 'add', ...officer)).toMatchObject({ outcome: 'added' });
  }
}

/** Only the PIN: who it is, the card says. */
async function typesPin(pin: string): Promise<void> {
  await visitor.page.getByLabel('PIN 码', { exact: true }).tap();
  expect(await visitor.page.getByLabel('工号', { exact: true }).count()).toBe(0);
  for (const digit of pin) await visitor.touches(`数字 ${digit}`);
  await visitor.touches('下一步');
}

/** Refused at the diagnostics for the `times`th time: the words of the time before may be the same. */
async function isRefused(times: number, code: string): Promise<void> {
  await expect.poll(() => stack.log.split('"staff-card-refused"').length - 1, { timeout: 20_000 }).toBe(times);
  await visitor.reads(code);
}

it('at the diagnostics: a card of nobody and a wrong PIN are refused alike, the last try is told, the right PIN opens', async () => {
  await visitor.touches('呼叫工作人员');
  await visitor.touches('终端诊断（工作人员）');
  await visitor.sees('diagnostics');
  await stack.panel.lay(STRANGER);
  await typesPin(FIRST.pin);
  await isRefused(1, 'O05');
  const toStranger = await visitor.text();
  await stack.panel.lift();
  await stack.panel.lay(FIRST.card);
  for (const [i, code] of ['O05', 'O05', 'O05', 'O08'].entries()) {
    await typesPin(WRONG_PIN);
    await isRefused(2 + i, code);
    if (code === 'O05') expect(await visitor.text()).toBe(toStranger);
  }
  await visitor.reads('只能再试 1 次');
  await typesPin(FIRST.pin);
  await visitor.reads('终端就绪');
  await visitor.touches('退出诊断');
  await visitor.reads('请取走您的证件');
  expect(stack.log).not.toContain(numberOf(FIRST.card));
  expect(stack.log).not.toContain(numberOf(STRANGER));
});

it("in a visit: the person's own card is looked past, both officers sign in with theirs, ticket", async () => {
  await stack.panel.lay('li-xiuying');
  await visitor.sees('consent');
  await visitor.touches('不使用人脸');
  await visitor.touches('我是工作人员');
  await visitor.sees('officer');
  await typesPin(FIRST.pin);
  await visitor.reads('请取走他人证件，放上您本人的证件');
  await stack.panel.lift();
  await stack.panel.lay(STRANGER);
  await visitor.reads('O05');
  for (const { pin, card } of [FIRST, SECOND]) {
    await stack.panel.lift();
    await typesPin(pin);
    await stack.panel.lay(card);
    await visitor.touches(/^是同一个人/);
    await visitor.touches('本人与证件照片一致');
  }
  await visitor.sees('ticket');
  expect(await stack.panel.tickets()).toHaveLength(1);
});
