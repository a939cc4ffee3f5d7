import { describe, expect, it } from 'vitest';
import { pageOf, stalePages } from './diagrams.ts';
import { service } from './service/machine.ts';

describe('the diagrams of the journeys', () => {
  it('are as the machines are; if not, run: node server/cases/diagrams.ts', () => {
    expect(stalePages().map(({ path }) => path)).toEqual([]);
  });

  it('show every state and every step of a machine', () => {
    const page = pageOf(service);
    for (const [state, { name }] of Object.entries(service.states)) expect(page).toContain(`${state} : ${name}`);
    for (const { event, basis } of service.steps) {
      expect(page).toContain(`\`${event}\``);
      expect(page).toContain(basis);
    }
    expect(page).toContain('S_READY --> S_SENT : SEND');
    expect(page).toContain('| `NOTICE30` | `DEEMED` |');
  });
});
