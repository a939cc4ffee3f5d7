/**
 * When a challenge is asked. `challenge`: nobody stands beside the terminal, so that only the machine sees who is before
 * it. `passive`: staff stand beside it and see a photo or a telephone held up; people who were hurt are not asked to turn
 * their heads for nothing. Both stop a stream that no sensor made, and both leave every doubt to officers.
 */
import { z } from 'zod';

export const LivenessMode = z.enum(['challenge', 'passive']);
export type LivenessMode = z.infer<typeof LivenessMode>;
