import { expect, it } from 'vitest';
import { asDelivered } from './kiosk.ts';

it('the page that tests open is built as the delivered one, and the runner keeps its own environment', async () => {
  const before = process.env.NODE_ENV;
  expect(before, 'else this shows nothing').not.toBe('production');
  expect(await asDelivered(async () => process.env.NODE_ENV)).toBe('production');
  expect(process.env.NODE_ENV).toBe(before);
  await expect(asDelivered(() => Promise.reject(new Error('no build')))).rejects.toThrow('no build');
  expect(process.env.NODE_ENV).toBe(before);
});
