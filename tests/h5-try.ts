import { TestStack } from './support/stack.ts';
import { TerminalClient } from './support/terminal-client.ts';

const stack = await TestStack.start().catch((e) => {
  console.error(e);
  process.exit(1);
});
try {
  const c = await TerminalClient.open(stack.kioskUrl);
  console.log(JSON.stringify(await c.until((s) => s.session !== null && s.devices.idCardReader.status !== 'starting')));
  const b = c.bridge;
  for (const who of ['wang-jianguo', 'li-xiuying']) {
    const t0 = Date.now();
    const begun = await b.send('Visit.Begin', {});
    if (!begun.ok) throw new Error(JSON.stringify(begun));
    const visitId = begun.value.visitId;
    await stack.panel.stand(who);
    const reading = b.send('Visit.ReadDocument', { visitId }, { timeout: 10000, onEvent: (e) => console.log(e) });
    await stack.panel.lay(who);
    console.log(JSON.stringify(await reading), Date.now() - t0);
    await c.until((s) => s.devices.matcher.status === 'ready' || s.devices.matcher.status === 'out-of-service');
    const t1 = Date.now();
    console.log(
      JSON.stringify(
        await b.send('Visit.MatchFace', { visitId, consent: { textVersion: '1' } }, { onEvent: (e) => console.log(e) }),
      ),
      Date.now() - t1,
    );
    const t2 = Date.now();
    const done = await b.send('Visit.CheckIn', { visitId });
    console.log(JSON.stringify(done), Date.now() - t2);
    if (!done.ok) {
      console.log(
        await b.send('Visit.ConfirmByOfficer', {
          visitId,
          staffNumber: '1001',
          pin: '246810',
          samePerson: true,
          reason: 'face-like-card',
        }),
      );
      console.log(
        await b.send('Visit.ConfirmByOfficer', {
          visitId,
          staffNumber: '1002',
          pin: '135790',
          samePerson: true,
          reason: 'face-like-card',
        }),
      );
      console.log(await b.send('Visit.CheckIn', { visitId }));
    }
    await stack.panel.lift();
    await new Promise((r) => setTimeout(r, 2500));
    await b.send('Visit.End', { visitId });
  }
  console.log((await stack.panel.tickets()).length);
  c.close();
} catch (e) {
  console.error(e);
} finally {
  console.log(
    stack.log
      .split('\n')
      .filter((l) => !l.includes('"GET"'))
      .slice(-60)
      .join('\n'),
  );
  await stack.close();
}
process.exit(0);
