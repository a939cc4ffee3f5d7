import { expect, it } from 'vitest';
import { DICTIONARIES } from './dictionaries.ts';

it('every dictionary of the kiosk is registered, so that further languages and the voice find it', () => {
  const modules = {
    ...import.meta.glob<object>('../**/*texts.ts', { eager: true, import: '*' }),
    ...import.meta.glob<object>(['./*.ts', '!./*.test.ts'], { eager: true, import: '*' }),
  };
  const written = Object.values(modules).flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (name.endsWith('_TEXTS') ? [value] : [])),
  );
  const registered: readonly object[] = Object.values(DICTIONARIES);
  expect(registered.length).toBeGreaterThan(5);
  expect(new Set(written)).toEqual(new Set(registered));
  for (const [name, texts] of Object.entries(DICTIONARIES)) expect(texts.name).toBe(name);
});
