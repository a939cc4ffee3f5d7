/** Every service of the kiosk, one line each. */
import { checkIn } from './check-in/index.ts';
import { roomEntry } from './room-entry/index.ts';
import type { Service } from './service.ts';

export const SERVICES: readonly Service[] = [checkIn, roomEntry];
