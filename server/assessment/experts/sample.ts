/** Invented experts for demonstrations and tests: the same for the same count and seed, and obviously nobody. */
import { createHash } from 'node:crypto';
import { EXPERT_COLUMNS } from './expert-file.ts';
import { SPECIALTIES } from './specialties.ts';

const HOSPITALS = [
  '样例市第一虚构医院',
  '样例市第二虚构医院',
  '样例市虚构骨科医院',
  '样例县虚构人民医院',
  '样例市虚构职业病防治院',
];
const MEDICAL = SPECIALTIES.specialties.filter(({ code }) => code !== 'DEVICE');

/** Experts as CSV text with a header. One in eight is a device expert; a few are expired, untrained or suspended. */
export function sampleExperts(count: number, seed: number): string {
  const lines = Array.from({ length: count }, (_, i) => sampleLine(i, (what) => number(`${seed}|${i}|${what}`)));
  return `\uFEFF${[EXPERT_COLUMNS.join(','), ...lines].join('\n')}\n`;
}

/** A whole number from a text: no generator state, so that every line stands for itself. */
const number = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);

function sampleLine(i: number, pick: (what: string) => number): string {
  const device = i % 8 === 7;
  // Orthopaedics and hand surgery are what most injuries need.
  const weighted = [...MEDICAL, ...MEDICAL.slice(0, 2), ...MEDICAL.slice(0, 2), ...MEDICAL.slice(0, 1)];
  const main = weighted[pick('specialty') % weighted.length]?.name ?? '骨科';
  const second = MEDICAL[pick('second') % MEDICAL.length]?.name ?? main;
  const specialties = device ? '辅助器具配置' : pick('two') % 4 === 0 && second !== main ? `${main}、${second}` : main;
  const expired = i % 29 === 11;
  const from = expired ? '2022-01-01' : `${2024 + (pick('term') % 2)}-07-01`;
  const cells = [
    `样例医生${String(i + 1).padStart(3, '0')}`,
    `SAMPLE${String(i + 1).padStart(6, '0')}`,
    device ? '辅助器具' : '医疗',
    specialties,
    HOSPITALS[pick('hospital') % HOSPITALS.length] ?? '',
    device ? '假肢制作师' : pick('title') % 2 === 0 ? '主任医师' : '副主任医师',
    String(1964 + (pick('age') % 24)),
    from,
    '',
    i % 31 === 13 ? '2025-12-31' : '2027-06-30',
    String(10 + (pick('quota') % 3) * 10),
    i % 37 === 17 ? '暂停' : '在聘',
  ];
  return cells.join(',');
}
