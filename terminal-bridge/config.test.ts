/** Configurations that would make a terminal less safe than whoever wrote them may think. */
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

describe('a terminal that asks for no movements before the camera', () => {
  const withFields = (fields: object) =>
    BridgeConfig.safeParse({ kioskDir: 'k', stateDir: 's', centre: { url: 'https://centre.example' }, ...fields });

  test('is refused where nobody says that staff stand beside it', () => {
    for (const fields of [{ faceLiveness: 'passive' }, { faceLiveness: 'passive', attended: false }])
      expect(withFields(fields).error?.issues).toEqual([
        expect.objectContaining({ path: ['faceLiveness'], message: expect.stringContaining('"attended": true') }),
      ]);
  });

  test('is taken where staff stand beside it, as is one that asks for them', () => {
    for (const fields of [{ faceLiveness: 'passive', attended: true }, { attended: true }, {}])
      expect(withFields(fields).success).toBe(true);
  });
});

describe('the body that answers for the terminal', () => {
  const withOffice = (office: object | null) =>
    BridgeConfig.safeParse({ kioskDir: 'k', stateDir: 's', centre: { url: 'https://centre.example' }, office });

  test.each(['0536-8789123', '12333', '+86 536 878 9123'])('its telephone %s is taken', (telephone) => {
    expect(withOffice({ name: '鉴定办', telephone }).success).toBe(true);
  });

  test.each(['', '电话', '12', '0536/8789123', '1'.repeat(30)])('%j is no telephone', (telephone) => {
    const issues = withOffice({ name: '鉴定办', telephone }).error?.issues ?? [];
    expect(issues.map(({ path }) => path)).toEqual([['office', 'telephone']]);
  });

  test('needs a name, and may be left out', () => {
    expect(withOffice({ name: '', telephone: '12333' }).success).toBe(false);
    expect(withOffice(null).success).toBe(true);
  });
});
