/** `anban ssc read`: one social security card from any PC/SC reader, without the bridge. */
import type { Command } from 'commander';
import { seconds } from '../../command-line/options.ts';

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
If no card was read: {error: {name, code, message, hint}}.

The emulated cards of npm start are seen by its bridge only (lay them down on its panel): this command reads what pcscd
sees, that is, real readers.

Exit codes: 0 the card was read; 1 the reader works, and no card was read in time or the card will not do; 2 wrong usage;
3 the reader cannot be used: no binding (sscLibraryMissing), no service (sscServiceMissing), no reader of this name
(sscReaderMissing), a service or driver that reports a fault or hangs (sscReaderFailed).`;

export function register(program: Command): void {
  program
    .command('ssc')
    .description('social security cards (社会保障卡)')
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
}
