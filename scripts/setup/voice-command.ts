/** `anban voice`: which clips the terminal can play, and making those that are missing. */
import type { Command } from 'commander';

const MISSING_TOOLS = 3;

export function register(program: Command): void {
  const voice = program.command('voice').description('the clips of the voice guidance');
  voice
    .command('list')
    .description('every clip: what it says, and whether it is recorded, generated or missing')
    .option('--language <code>', 'only this language: zh, en, or the name of a file in kiosk/i18n/languages')
    .option('--missing', 'only those that a studio has not recorded')
    .option(
      '--json',
      'as JSON: {"clips":[{"id","language","text","voice","source":"recorded|generated|missing","file"}]}; id is the name that a recording must have',
    )
    .action(async (options: { language?: string; missing?: boolean; json?: boolean }) => {
      const { listClips } = await import('./voice-clips.ts');
      const { ROOT } = await import('./kiosk.ts');
      const clips = (await listClips(ROOT)).filter(
        ({ language, source }) =>
          (options.language === undefined || language === options.language) &&
          (options.missing !== true || source !== 'recorded'),
      );
      if (options.json === true) return void process.stdout.write(`${JSON.stringify({ clips }, null, 2)}\n`);
      for (const { language, id, source, text } of clips) {
        process.stdout.write(`${language}  ${source.padEnd(9)}  ${id}  ${text}\n`);
      }
    });
  voice
    .command('make')
    .description('makes every missing clip with espeak-ng, and lays all clips beside the built page (kiosk/dist)')
    .option('--json', 'as JSON: {"made": clips made now, "recorded", "generated", "missing": clips of each kind}')
    .action(async (options: { json?: boolean }) => {
      const { listClips, layClips } = await import('./voice-clips.ts');
      const { makeClips, missingTools } = await import('./voice.ts');
      const { ROOT } = await import('./kiosk.ts');
      const say = (line: string) => process.stderr.write(`anban: ${line}\n`);
      const missing = missingTools(say);
      const made = missing.length === 0 ? await makeClips(await listClips(ROOT), say) : 0;
      const clips = await listClips(ROOT);
      layClips(clips, `${ROOT}kiosk/dist`);
      const count = (kind: string) => clips.filter(({ source }) => source === kind).length;
      const tally = { made, recorded: count('recorded'), generated: count('generated'), missing: count('missing') };
      if (options.json === true) process.stdout.write(`${JSON.stringify(tally)}\n`);
      else {
        process.stdout.write(
          `${tally.made} made; ${tally.recorded} recorded, ${tally.generated} generated, ${tally.missing} missing\n`,
        );
      }
      if (missing.length > 0) {
        say(`install ${missing.join(' and ')} to make clips`);
        process.exitCode = MISSING_TOOLS;
      }
    });
}
