/** Every paper that a determination orders is whole: what the step knows and what stands in the file, together. */
import { unwrap } from '@anban/foundation/result';
import { describe, expect, it } from 'vitest';
import { checkFields } from '../../documents/fields.ts';
import { completeFields } from '../file-fields.ts';
import type { CaseFile } from '../model.ts';
import { type Line, play } from '../play.ts';
import type { DocumentOrder } from '../step.ts';
import { determination } from './machine.ts';
import { ACCEPTED, APPLIED, application, DECIDED, FROM, line, no, SIMPLE, samples, served } from './samples.ts';

const FILE: CaseFile = {
  person: { name: '测试人', sex: '男', number: '370702198001010011', birthDate: '1980-08-01', occupation: '钳工' },
  applicant: { relation: 'self', name: '测试人' },
  employer: { name: '测试厂' },
  injury: {
    day: FROM,
    time: '09:30',
    place: '一车间',
    description: '操作时左手食指被压伤',
    parts: '左手食指',
    diagnosis: '左手食指末节骨折',
    hospital: '测试医院',
    diagnosedOn: FROM,
  },
  service: { electronic: true },
};

const papersOf = (...script: Line[]): readonly DocumentOrder[] =>
  unwrap(play({ machine: determination, from: FROM }, script)).effects.documents ?? [];

function faultOf({ kind, fields }: DocumentOrder): string | null {
  const common = { caseNumber: '1', person: personOf(), employer: FILE.employer };
  const checked = checkFields(kind, { ...common, ...completeFields(kind, fields, FILE, '2026-07-24') });
  return checked.ok ? null : `${kind}: ${checked.fault.field}: ${checked.fault.hint}`;
}

const personOf = () => {
  const { name, sex, number, birthDate } = FILE.person;
  return { name, sex, number, birthDate };
};

const commitments = [{ id: 'M04', name: '劳动关系证明', fact: '自2020年起在该单位工作' }];
const committed = [...application().held.filter(({ id }) => id !== 'M04'), { id: 'M04', how: 'committed' }];
const proposedNo = [...ACCEPTED, line('PROPOSE', 'officer', no())];
const asked = line('ASK_EMPLOYER', 'officer', { cause: 'worker-applied', items: [{ name: '考勤记录' }] });
const delivered: Line[] = ['person', 'employer'].map((recipient) => served(recipient, '2026-07-25'));

const STORIES: Readonly<Record<string, readonly Line[]>> = {
  D01: [line('LEAD', 'employer')],
  D02: [line('START_DRAFT', 'applicant'), line('CLASSIFY', 'applicant')],
  'D05 D03': APPLIED,
  'D05 D03 D04': [
    line('START_DRAFT', 'applicant'),
    line('SUBMIT', 'applicant', application({ held: committed, commitments }), { on: '2026-07-24' }),
  ],
  D06: [...APPLIED, line('NEED_MORE', 'officer')],
  D03: [...APPLIED, line('NEED_MORE', 'officer'), line('SUPPLEMENTED', 'applicant')],
  D07: ACCEPTED,
  D08: [...APPLIED, line('NOT_OURS', 'officer')],
  D09: [...ACCEPTED, asked],
  D10: [...ACCEPTED, line('INVESTIGATE', 'officer'), line('RECORD', 'officer')],
  D11: [...ACCEPTED, line('INVESTIGATE', 'officer'), line('COMMISSION', 'officer')],
  D12: [...ACCEPTED, line('SUSPEND', 'officer')],
  D13: [...ACCEPTED, line('SUSPEND', 'officer'), line('RESUME', 'officer', undefined, { on: '2026-08-24' })],
  D14: DECIDED,
  D15: [...proposedNo, line('DECIDE_NO', 'chief', {})],
  D16: [...ACCEPTED, line('WITHDRAW', 'applicant')],
  D17: [
    ...DECIDED,
    ...delivered,
    line('CORRECT', 'chief', samples.CORRECT?.[1]?.({ state: '', facts: {}, today: '' }), { id: 'chief-2' }),
  ],
};

describe('the papers of a determination', () => {
  it.each(Object.entries(STORIES))('%s: whole', (kinds, script) => {
    const papers = papersOf(...script);
    expect(papers.map(({ kind }) => kind).join(' ')).toBe(kinds);
    expect(papers.map(faultOf)).toEqual(papers.map(() => null));
  });

  it('says what is missing where the file lacks it', () => {
    const { hospital: _, ...injury } = FILE.injury;
    const fields = completeFields('D14', papersOf(...DECIDED)[0]?.fields ?? {}, { ...FILE, injury }, '2026-07-24');
    const checked = checkFields('D14', { caseNumber: '1', person: personOf(), ...fields });
    expect(checked.ok ? null : checked.fault.field).toBe('diagnosis.hospital');
  });

  it('tells the last day to decide with the days of suspension left out', () => {
    const [resumed] = papersOf(...(STORIES.D13 ?? []));
    // Accepted 24 July, 31 days suspended from the same day: 60 days from there end on 23 October.
    expect(resumed?.fields).toMatchObject({
      suspendedFrom: '2026-07-24',
      resumedFrom: '2026-08-24',
      decideBy: '2026-10-23',
    });
  });

  it('says on the decision to accept that the procedure is the simple one, and until when', () => {
    const submit = line('SUBMIT', 'clerk', application({ simple: SIMPLE }), { on: '2026-07-24' });
    const [accepted] = papersOf(line('START_DRAFT', 'applicant'), submit, line('ACCEPT', 'system', { clear: true }));
    // The 15th day is a Saturday.
    expect(accepted?.fields).toMatchObject({ simple: true, decideBy: '2026-08-10' });
  });
});
