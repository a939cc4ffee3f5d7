import { describe, expect, it } from 'vitest';
import { groupsOf } from './figures.ts';
import { parseLabels } from './labels.ts';

const pair = (fileA: string, fileB: string, same: boolean) => ({ fileA, fileB, same });
const scored = (distance: number, same: boolean, personA: number, personB: number) => ({
  distance,
  same,
  personA,
  personB,
});

describe('labels of the people in pictures', () => {
  it('are read from any columns beside the file, which is found from the folder of the list', () => {
    const labels = parseLabels('sex,file,age\nfemale,a.jpg,30–39\n,b.jpg,60 and over\n', '/x');
    expect(labels.get('/x/a.jpg')).toEqual(['sex: female', 'age: 30–39']);
    expect(labels.get('/x/b.jpg')).toEqual(['age: 60 and over']);
  });

  it.each([
    ['no file column', 'picture,sex\na,b\n'],
    ['nothing but files', 'file\na\n'],
    ['a row without a file', 'file,sex\n,female\n'],
    ['nothing', ''],
  ])('with %s are refused as of another shape', (_, text) => {
    expect(() => parseLabels(text, '/x')).toThrow(expect.objectContaining({ name: 'PairsError', kind: 'usage' }));
  });
});

describe('error rates by group', () => {
  const pairs = [pair('w1', 'w2', true), pair('w1', 'v2', false), pair('w1', 'm2', false), pair('m1', 'm2', true)];
  const scores = [scored(0.1, true, 0, 0), scored(0.2, false, 0, 1), scored(0.1, false, 0, 2), scored(0.9, true, 2, 2)];
  const labels = new Map(
    ['w1', 'w2', 'v2', 'm1', 'm2'].map((file) => [file, [file.startsWith('m') ? 'sex: male' : 'sex: female']]),
  );

  it('count only pairs within the group, at the shipped band', () => {
    const [women, men] = groupsOf('list', pairs, scores, labels, 0.3);
    expect(women).toMatchObject({ label: 'sex: female', people: 2, genuine_pairs: 1, impostor_pairs: 1 });
    expect(women?.does_not_pass?.value).toBe(0);
    expect(women?.impostors_pass?.value).toBe(1);
    expect(men).toMatchObject({ label: 'sex: male', people: 1, impostor_pairs: 0, impostors_pass: null });
    expect(men?.does_not_pass?.value).toBe(1);
  });
});
