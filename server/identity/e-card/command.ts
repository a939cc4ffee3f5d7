/**
 * `anban e-card`: what the phone of a sample person would show, and whose card of the third generation it is. Only the
 * simulated platforms can be asked for it.
 */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, print, runOnExisting, usage, withCommonOptions } from '../../command-line.ts';

export function register(program: Command): void {
  const group = program.command('e-card').description('电子社保卡（模拟）：codes and cards of the simulated platforms');
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
  withCommonOptions(
    group
      .command('register')
      .description('make known to the simulated platform whose social security card of the third generation it is')
      .requiredOption('--name <name>', 'of the holder')
      .requiredOption('--number <number>', 'identity number of the holder')
      .requiredOption('--card <number>', 'number of the card (卡号), nine characters')
      .requiredOption('--card-id <digits>', '卡识别码, 32 hexadecimal digits; they begin with the issuing place')
      .option('--blocked', 'the card was reported lost', false)
      .addHelpText(
        'after',
        '\nThe same card again replaces it. With --json: {registered, issuedBy, blocked}. Exit codes: 0 done; 2 wrong usage; 3 no centre here.',
      ),
  ).action(async (options: CommonOptions & RegisterOptions) => {
    const { SimulatedCard, putSimulatedCard } = await import('../../simulators/social-security-cards.ts');
    const { name, number, card: cardNumber, blocked } = options;
    const cardId = options.cardId.toUpperCase();
    const issuedBy = cardId.slice(0, 6);
    const card = SimulatedCard.safeParse({ holder: { name, number, cardNumber, issuedBy }, cardId, blocked });
    if (!card.success) {
      const wrong = card.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
      return print(options, usage(wrong));
    }
    await runOnExisting(options, async (foundation) => {
      await foundation.database.db.transaction().execute((tx) => putSimulatedCard(tx, foundation, card.data));
      const json = { registered: cardNumber, issuedBy, blocked };
      return { code: EXIT.done, json, text: `registered ${cardNumber} of ${issuedBy}${blocked ? ', blocked' : ''}` };
    });
  });
}

interface RegisterOptions {
  readonly name: string;
  readonly number: string;
  readonly card: string;
  readonly cardId: string;
  readonly blocked: boolean;
}
