import { ManualClock } from '@anban/foundation/clock';
import { describe, expect, it } from 'vitest';
import { Obedience, REACTION } from './obedience.ts';

describe('somebody who does what they are told', () => {
  it('does it after a moment, and goes back to the front when told so', async () => {
    const clock = new ManualClock();
    const person = new Obedience(clock, () => 0);
    person.hears('turn-left');
    await clock.advance(REACTION.least - 1);
    expect(person.pose).toBe('front');
    await clock.advance(1);
    expect(person.pose).toBe('left');
    person.hears('look-straight');
    await clock.advance(REACTION.most);
    expect(person.pose).toBe('front');
  });

  // Found in the evaluation: 李秀英, slow to "look straight" and quick to "turn left", never turned (padUnanswered).
  it('does not come back to an instruction that a newer one has replaced', async () => {
    const clock = new ManualClock();
    const slow = [1, 0];
    const person = new Obedience(clock, () => slow.shift() ?? 0);
    person.hears('look-straight');
    await clock.advance(200);
    person.hears('turn-left');
    await clock.advance(REACTION.most);
    expect(person.pose).toBe('left');
  });
});
