/** Invented people and what they hand in. */
import type { CaseFile } from '../cases/model.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number of that region that holds together; the 17th figure says man (odd) or woman. */
export function citizenNumber(region: string, birthDate: string, serial: number): string {
  const first = `${region}${birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first[i]), 0);
  return first + '10X98765432'.charAt(sum % 11);
}

export const signature = (at: number) => ({ name: '吕测试', at: new Date(at).toISOString(), method: '屏幕签名' });

/** A fitter whose finger was caught, at `employer`. Serial numbers are odd: men. */
export function fitter(region: string, injuryDay: string, serial: number, change: Partial<CaseFile> = {}): CaseFile {
  const birthDate = '1985-03-12';
  return {
    person: {
      name: '吕测试',
      sex: '男',
      number: citizenNumber(region, birthDate, serial),
      birthDate,
      phone: '13812345678',
      address: '测试路1号',
      occupation: '钳工',
      account: '6222020000012345678',
    },
    applicant: { relation: 'self', name: '吕测试', phone: '13812345678' },
    employer: { name: '测试五金厂', code: '91330784MA00000000', address: '工业路2号', phone: '0579-12345678' },
    injury: {
      day: injuryDay,
      time: '10:20',
      place: '冲压车间3号机旁',
      description: '操作冲床时左手食指被模具夹伤，同事立即关机并送医。',
      parts: '左手食指',
      diagnosis: '左食指末节骨折（S62.6）',
      hospital: '测试骨科医院',
      diagnosedOn: injuryDay,
    },
    service: { electronic: true },
    ...change,
  };
}

/** What shares give for G14_1, so that nobody uploads anything. */
export const SHARED = ['M02', 'M04', 'M05', 'M11'].map((id) => ({ id, how: 'obtained' }));

export const SIMPLE = {
  insuredOnInjuryDay: true,
  employerAgrees: true,
  diagnosis: 'S62.6',
  diagnosedByAgreementHospital: true,
  attendanceOrVideo: true,
  thirdPartyDispute: false,
  age: 40,
};

export const PROPOSE_YES = {
  outcome: 'yes',
  scenario: 'G14_1',
  elements: ['time', 'place', 'cause', 'accident'],
  evidence: ['M04', 'M05', 'M11'],
};

/** 12 contribution wages before `month`, alternating, on average `average` (two decimals). */
export function twelveWages(month: string, average: number): { month: string; wage: string }[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Array.from({ length: 12 }, (_, i) => {
    const at = year * 12 + number - 1 - 12 + i;
    const wage = (average + (i % 2 === 0 ? 100 : -100)).toFixed(2);
    return { month: `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`, wage };
  });
}
