/** A terminal that is told to talk to its centre in the clear. */
import { describe, expect, test } from 'vitest';
import { BridgeConfig } from './config.ts';

const withCentre = (url: string) => BridgeConfig.safeParse({ kioskDir: 'k', stateDir: 's', centre: { url } });

describe('the address of the centre', () => {
  test.each([
    'https://centre.example',
    'https://10.0.0.7:5890',
    'http://localhost:5890',
    'http://127.0.0.1:5890',
    'http://127.8.9.1',
    'http://[::1]:5890',
  ])('%s is taken', (url) => {
    expect(withCentre(url).success).toBe(true);
  });

  test.each([
    'http://centre.example',
    'http://10.0.0.7:5890',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://127.0.0.1@centre.example',
    'http://[::2]:5890',
  ])('%s is refused: https is required', (url) => {
    const { error } = withCentre(url);
    expect(error?.issues).toEqual([
      expect.objectContaining({ path: ['centre', 'url'], message: expect.stringMatching(/^https is required/) }),
    ]);
  });

  test.each(['ftp://centre.example', 'centre.example', ''])('%j is no address', (url) => {
    expect(withCentre(url).success).toBe(false);
  });
});
