/** `anban ssc read`: one social security card from any PC/SC reader, without the bridge. */
import type { Command } from 'commander';

const HELP = `
The card is tried until it is read or the time is over. Progress goes to standard error, the card to standard output.
A card of the third generation shows its holder only after the centre's authorisation, which this command does not
have: "holder" is then null, and the centre finds the person by the card number.

With --json, null where the card does not tell:
  reader            name of the PC/SC reader
  version           1.0, 2.0 or 3.0 (规范版本)
  algorithm         DES, SSF33 or SM4: of the card's keys
  cardNumber        卡号, masked unless --full; cardNumberValid: its check character is right
  cardId            卡识别码, 32 hexadecimal digits, masked unless --full
  region            发卡地区代码, six digits
  category          卡类别
  institution       初始化机构编号
  issuedOn, validTo YYYY-MM-DD
  holder            {number, numberValid, name, sex, nation, birthPlace, birthDate}; number masked unless --full
If no card was read: {error, code, words, hint}.

Exit codes: 0 the card was read; 1 no card was read; 2 wrong usage; 3 no smart card service, binding or reader.`;

const WRONG_USAGE = 2;

export function register(program: Command): void {
  const group = program
    .command('ssc')
    .description('social security cards (社会保障卡)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG_USAGE));
  group
    .command('read')
    .description('read one social security card from a PC/SC reader')
    .option('--reader <name>', 'part of the name of the reader; any reader when left out')
    .option('--timeout <seconds>', 'how long to keep trying', seconds, 30)
    .option('--json', 'print JSON', false)
    .option('--full', 'print whole numbers instead of masked ones', false)
    .addHelpText('after', HELP)
    .action(async (options: { reader?: string; timeout: number; json: boolean; full: boolean }) => {
      const { readOneSocialSecurityCard } = await import('./read-one-card.ts');
      process.exitCode = await readOneSocialSecurityCard(options);
    });

  function seconds(text: string): number {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0 && value <= 86_400) return value;
    return program.error(`error: --timeout must be a number of seconds above 0, not "${text}"`, {
      exitCode: WRONG_USAGE,
    });
  }
}
