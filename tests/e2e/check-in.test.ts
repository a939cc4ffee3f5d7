/** Checking in at an assessment, as the person and the officer see it: real browser, bridge, centre; emulated devices. */
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../hardware-mocks/people/people.ts';
import { cardNumberOf, serialOf } from '../../hardware-mocks/social-security-card/content.ts';
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

describe('the plain case', () => {
  it('card, consent, face, ticket: and the officer sees who arrived', async () => {
    await stack.panel.stand('wang-jianhua');
    await stack.panel.lay('wang-jianhua');
    await visitor.sees('consent');
    await visitor.touches('同意，使用人脸核对');
    const ticket = await visitor.sees('ticket');
    const number = (await ticket.textContent())?.match(/A\d{3}/)?.[0] ?? 'no number';
    expect(await visitor.text()).toContain('鉴定中心已经收到您的签到');

    const [printed] = await stack.panel.tickets();
    expect(printed?.text).toContain(number);
    await officers.shows(number, '王*华');
  });

  it('laid down again, the card is told that it has checked in already, with its number', async () => {
    await stack.panel.stand('wang-jianhua');
    await stack.panel.lay('wang-jianhua');
    await visitor.sees('alreadyCheckedIn');
    await visitor.reads(/A\d{3}/);
  });
});

describe('whatever card it is, nobody is asked which', () => {
  it('a social security card in the slot begins the visit; without a photo two officers check', async () => {
    await stack.panel.insertSocialSecurityCard('sun-li');
    await visitor.sees('manual');
    await visitor.reads('孙*');
  });

  it('a third-generation card that the platform of cards does not know: what to use instead', async () => {
    const centre = new pg.Client({ connectionString: stack.databaseUrl });
    await centre.connect();
    await centre.query('delete from simulated_social_security_card');
    await centre.end();
    await stack.panel.insertSocialSecurityCard('sun-li', '3.0');
    await visitor.sees('cardProblem');
    await visitor.reads('K18');
  });

  it('a third-generation card is resolved by the centre, and the visit goes on with the person', async () => {
    const person = PEOPLE.find(({ id }) => id === 'sun-li');
    if (person === undefined) throw new Error('the sample person is gone');
    const serial = serialOf(person);
    const holder = ['--name', person.name, '--number', person.number, '--card', cardNumberOf(serial)];
    await stack.anban('e-card', 'register', ...holder, '--card-id', `370700D156000005${serial}00000000`);
    await stack.panel.insertSocialSecurityCard('sun-li', '3.0');
    await visitor.sees('manual');
    await visitor.reads('孙*');
  });

  it('the card on a phone begins the visit too', async () => {
    await stack.panel.showPhone('sun-li');
    await visitor.sees('manual');
    await visitor.reads('孙*');
  });
});

describe('refusing the camera costs the person nothing', () => {
  it('one touch, as agreeing is one touch, from buttons of one size', async () => {
    const taps = async (person: string, word: string, screen: string) => {
      await stack.panel.lay(person);
      await visitor.sees('consent');
      visitor.taps = 0;
      const box = await visitor.page.getByRole('button', { name: word }).boundingBox();
      await visitor.touches(word);
      await visitor.sees(screen);
      return { taps: visitor.taps, width: Math.round(box?.width ?? 0), height: Math.round(box?.height ?? 0) };
    };
    const agreed = await taps('liu-guilan', '同意，使用人脸核对', 'face');
    await stack.panel.reset();
    await visitor.page.context().close();
    visitor = await hall.welcome();
    expect(await taps('liu-guilan', '不使用人脸', 'manual')).toEqual(agreed);
    expect(agreed.taps).toBe(1);
  });
});

describe('officers at the terminal', () => {
  it('see the portrait of the document after they signed in, and nobody does before or afterwards', async () => {
    await stack.panel.lay('sun-li');
    await visitor.touches('不使用人脸');
    const shown = visitor.page.waitForResponse((answer) => answer.url().endsWith('/portrait.bmp'));
    await visitor.touches('我是工作人员');
    await visitor.officerSignsIn('1001', '246810');
    const answer = await shown;
    expect([answer.status(), answer.headers()['cache-control']]).toEqual([200, 'no-store']);
    await visitor.reads('证件照片');
    // The person uses no camera: no live picture of them either.
    await visitor.reads('请直接看本人');
    await visitor.reads('秒内由两位工作人员完成核对');
    await visitor.touches(/^是同一个人/);
    await visitor.touches('本人与证件照片一致');
    await visitor.reads('第 2 位');
    expect(await visitor.page.evaluate(async (url) => (await fetch(url)).status, answer.url())).toBe(403);
  });
});

describe('without the camera', () => {
  it('whoever declines is checked by two officers, and gets the same ticket', async () => {
    await stack.panel.lay('li-xiuying');
    await visitor.sees('consent');
    await visitor.touches('不使用人脸');
    await visitor.sees('manual');
    await visitor.isCheckedByOfficers();
    await visitor.sees('ticket');
    expect(await stack.panel.tickets()).toHaveLength(1);
    await officers.shows('李*英');
  });

  it('one officer twice is not two officers', async () => {
    await stack.panel.lay('sun-li');
    await visitor.touches('不使用人脸');
    await visitor.touches('我是工作人员');
    await visitor.officerDecides('1001', '246810', true);
    await visitor.reads('第 2 位');
    await visitor.officerSignsIn('1001', '246810');
    await visitor.reads('O02');
    expect(await stack.panel.tickets()).toHaveLength(0);
  });

  it('a card without a photo takes the manual route at once and says why', async () => {
    await stack.panel.lay('wu-min');
    await visitor.sees('manual');
    await visitor.reads('P03');
    await visitor.isCheckedByOfficers();
    await visitor.sees('ticket');
  });

  it('an expired card is told so, and two officers can still help', async () => {
    await stack.panel.lay('zhou-ting');
    await visitor.sees('cardExpired');
    await visitor.touches('请工作人员核对');
    await visitor.isCheckedByOfficers();
    await visitor.sees('ticket');
  });
});

describe('the wrong person before the camera', () => {
  it('never passes: a calm stop for the person, an alert for the officer', async () => {
    await stack.panel.stand('zhao-min');
    await stack.panel.lay('chen-shufen');
    await visitor.touches('同意，使用人脸核对');
    await visitor.sees('mismatch');
    expect(await stack.panel.tickets()).toHaveLength(0);
    await officers.isAlerted('陈*芬');
  });

  it('gets no second look by laying the card down again: only the officers, who can stop it too', async () => {
    await stack.panel.stand('chen-shufen');
    await stack.panel.lay('chen-shufen');
    await visitor.sees('manual');
    await visitor.reads('F02');
    await visitor.isCheckedByOfficers(false);
    await visitor.sees('refused');
    expect(await stack.panel.tickets()).toHaveLength(0);
  });
});

describe('what the camera cannot use leads to the officers, never to a dead end', () => {
  it.each([
    ['two people', () => stack.panel.standTwo('liu-guilan', 'zhao-min')],
    ['nobody', () => stack.panel.leave()],
    ['darkness', () => stack.panel.cameraCondition('dark')],
  ])('%s', async (_, arrange) => {
    await stack.panel.stand('liu-guilan');
    await arrange();
    await stack.panel.lay('liu-guilan');
    await visitor.touches('同意，使用人脸核对');
    await visitor.sees('face');
    await visitor.sees('manual');
    expect(await stack.panel.tickets()).toHaveLength(0);
  });

  it('a frozen picture is not believed', async () => {
    await stack.panel.stand('sun-li');
    await stack.panel.cameraCondition('frozen');
    await stack.panel.lay('sun-li');
    await visitor.touches('同意，使用人脸核对');
    await visitor.sees('manual');
    await visitor.reads('V02');
    expect(await stack.panel.tickets()).toHaveLength(0);
  });

  it('a camera that is gone for a moment comes back, and the visit goes on', async () => {
    await stack.untilReady('camera');
    await stack.panel.stand('liu-guilan');
    await stack.panel.lay('liu-guilan');
    await visitor.sees('consent');
    await stack.panel.unplugCamera();
    await visitor.touches('同意，使用人脸核对');
    await visitor.sees('cameraLost');
    await stack.panel.replugCamera();
    await visitor.sees('ticket');
  });
});

describe('a card that will not do', () => {
  it.each([
    ['he-jing', 'notOnRoster', /名单里没有您/],
    ['ma-lan', 'wrongDay', /不在今天/],
    ['zhu-lin', 'wrongSite', /潍城区人民医院/],
    ['zheng-yan', 'cardProblem', /C05/],
  ])('%s: its own clear answer', async (person, screen, words) => {
    await stack.panel.lay(person);
    await visitor.sees(screen);
    await visitor.reads(words);
    expect(await stack.panel.tickets()).toHaveLength(0);
  });
});

describe('the card and its reader at a bad moment', () => {
  it('lifted mid-read, laid down again: it goes on', async () => {
    await stack.panel.readerFault('lift-mid-read', 1);
    await stack.panel.lay('zhao-min');
    await visitor.reads('再试一次');
    await stack.panel.lay('zhao-min');
    await visitor.sees('consent');
  });

  it.each(['corrupt-byte', 'missing-byte', 'checksum', 'split-chunks', 'read-fails'])(
    '%s on the line: it is read all the same',
    async (fault) => {
      await stack.panel.readerFault(fault, 2);
      await stack.panel.lay('zhao-min');
      await visitor.sees('consent');
    },
  );

  it('unplugged while nobody is there, plugged in again: the next card is read', async () => {
    await stack.panel.unplugReader();
    await visitor.reads('R01');
    await stack.panel.replugReader();
    await stack.panel.lay('zhao-min');
    await visitor.sees('consent');
  });

  it('unplugged mid-read, plugged in again: the visit goes on without restarting anything', async () => {
    await stack.panel.readerFault('slow-chunks', 1);
    await stack.panel.lay('zhao-min');
    await visitor.reads('正在读证件');
    await stack.panel.unplugReader();
    await visitor.reads('R01');
    await stack.panel.clearReaderFault();
    await stack.panel.replugReader();
    await stack.panel.lay('zhao-min');
    await visitor.sees('consent');
  });
});

describe('the printer and the line to the centre', () => {
  it('out of paper: the number is shown large, and staff know', async () => {
    await stack.panel.printer('paper-out');
    await stack.panel.stand('zhao-min');
    await stack.panel.lay('zhao-min');
    await visitor.touches('同意，使用人脸核对');
    await visitor.sees('ticket');
    await visitor.reads('请记住或拍下这个号码');
    await officers.isAlerted(/缺纸/);
  });

  it('cut off from the centre: kept here, said honestly, and delivered when the line is back', async () => {
    stack.wire.cut();
    await stack.panel.lay('ayinuer');
    await visitor.touches('不使用人脸');
    await visitor.isCheckedByOfficers();
    await visitor.sees('ticket');
    await visitor.reads('已安全保存在这台终端');
    const [printed] = await stack.panel.tickets();
    expect(printed?.text).toMatch(/T-[A-Z]+\d{3}/);
    stack.wire.mend();
    await officers.shows('阿******');
  });
});
