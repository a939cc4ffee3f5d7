import { describe, expect, it } from 'vitest';
import { createEventLog } from './event-log.ts';

const CATALOGUE = {
  'card-read': { meaning: 'a card was read', level: 'info', fields: ['durationMs'] },
  'device-lost': { meaning: 'a device went away', level: 'warn', fields: ['device', 'code'] },
} as const;

function logging() {
  const lines: string[] = [];
  return { lines, log: createEventLog('test', CATALOGUE, { write: (line) => void lines.push(line) }) };
}

describe('the event log', () => {
  it('writes the event, its level and its allowed fields', () => {
    const { lines, log } = logging();
    log.write('device-lost', { device: 'camera', code: 'V01' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'device-lost',
      level: 40,
      device: 'camera',
      code: 'V01',
    });
  });

  it('drops every field that the catalogue does not name, so that a name cannot get into a log', () => {
    const { lines, log } = logging();
    const fields: object = { durationMs: 12, name: '王建国', number: '370702196803120017' };
    log.write('card-read', fields);
    expect(lines.join('')).toContain('"durationMs":12');
    expect(lines.join('')).not.toMatch(/王建国|370702196803120017/);
  });

  it('cuts values that are too long to be a code', () => {
    const { lines, log } = logging();
    log.write('device-lost', { device: 'x'.repeat(5000) });
    expect(lines.join('').length).toBeLessThan(400);
  });
});
