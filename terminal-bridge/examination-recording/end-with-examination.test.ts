import { describe, expect, it } from 'vitest';
import { memoryLog } from '../testing/memory-log.ts';
import { endWithExamination } from './end-with-examination.ts';

const told = (running: string) => {
  const ended: string[] = [];
  const { log } = memoryLog();
  const tell = endWithExamination(
    (id) => id === running,
    async (why) => void ended.push(why),
    log,
  );
  return { tell, ended };
};

describe('the recording of an examination', () => {
  it('ends when all have signed, once', () => {
    const { tell, ended } = told('a');
    tell('a', 'open');
    expect(ended).toEqual([]);
    tell('a', 'signed');
    tell('a', 'signed');
    expect(ended).toEqual(['signed']);
  });

  it('ends when the person refused or was sent away', () => {
    const { tell, ended } = told('a');
    tell('a', 'open');
    tell('a', 'terminated');
    expect(ended).toEqual(['terminated']);
  });

  it('goes on where no case says anything, where another one runs, and where the examination was over before', () => {
    const { tell, ended } = told('a');
    tell('a', null);
    tell('a', 'signed');
    tell('b', 'open');
    tell('b', 'signed');
    expect(ended).toEqual([]);
  });
});
