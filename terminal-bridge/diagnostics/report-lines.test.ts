import { expect, it } from 'vitest';
import { reportLines } from './report-lines.ts';

// Bug: the report said 10:12Z while the screen beside it said 18:12.
it('the report tells the times that the clock on the wall shows', () => {
  const text = reportLines({
    at: '2026-11-22T10:12:00Z',
    ready: true,
    profile: 'assessment',
    siteName: '甲',
    terminalId: null,
    centre: 'connected',
    session: null,
    rosterAt: '2026-11-22T22:00:00Z',
    waiting: 0,
    stuck: false,
    devices: [],
  }).join('\n');
  expect(text).toContain('2026-11-22 18:12:00');
  expect(text).toContain('2026-11-23 06:00:00');
});
