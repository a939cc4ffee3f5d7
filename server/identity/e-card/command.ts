/** `anban e-card issue`: what the phone of a sample person would show. Only the simulated issuer can be asked for it. */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, print, runOnExisting, usage, withCommonOptions } from '../../command-line.ts';

export function register(program: Command): void {
  const group = program.command('e-card').description('电子社保卡（模拟）：codes of the simulated issuer');
  withCommonOptions(
    group
      .command('issue')
      .description('make a code that lives for 60 seconds and is good once, as a phone shows it')
      .requiredOption('--name <name>', 'of the holder')
      .requiredOption('--number <number>', 'identity number of the holder')
      .requiredOption('--card <number>', 'number of the social security card')
      .option('--region <code>', 'GB/T 2260 code of the issuing place', '370702')
      .addHelpText('after', '\nWith --json: {token, expiresAt}. Exit codes: 0 made; 2 wrong usage; 3 no centre here.'),
  ).action(async (options: CommonOptions & { name: string; number: string; card: string; region: string }) => {
    const { ECardHolder, E_CARD_LIFE_S } = await import('../../contract/e-card.ts');
    const { SimulatedECardIssuer } = await import('../../simulators/e-card-issuer.ts');
    const { name, number, card: cardNumber, region: issuedBy } = options;
    const holder = ECardHolder.safeParse({ name, number, cardNumber, issuedBy });
    if (!holder.success) {
      const wrong = holder.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      return print(options, usage(wrong));
    }
    await runOnExisting(options, async ({ dataDir, clock }) => {
      const token = new SimulatedECardIssuer(dataDir).issue(holder.data, clock);
      const expiresAt = new Date(clock.now() + E_CARD_LIFE_S * 1000).toISOString();
      return { code: EXIT.done, json: { token, expiresAt }, text: token };
    });
  });
}
