/** Answers the bridge's questions over the pipe that the process was started with, until the bridge lets go of it. */
import type { Binding } from './pcsc-binding.ts';
import { type PcscAnswer, PcscQuestion } from './pcsc-messages.ts';
import { PcscService } from './pcsc-service.ts';

export function servePcsc(load: () => Promise<Binding | null>): void {
  const service = new PcscService(load);
  process.on('message', (message) => {
    const question = PcscQuestion.parse(message);
    void service.answer(question).then((told) => {
      const answer: PcscAnswer = { ...told, id: question.id };
      // Nobody is left to hear it when the bridge has ended meanwhile.
      process.send?.(answer, undefined, undefined, () => undefined);
    });
  });
  process.on('disconnect', () => process.exit());
}
