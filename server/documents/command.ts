/** `anban document`: check a file, make a specimen, list the kinds. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import {
  type CommonOptions,
  EXIT,
  print,
  runOnExisting,
  serverFolder,
  usage,
  withCommonOptions,
} from '../command-line.ts';

const VERDICT_WORDS = {
  genuine: '真实有效',
  corrected: '真实，但已被更正',
  withdrawn: '真实，但已撤销',
  'not-made-yet': '已编号，正在制作',
  altered: '文件已被改动',
  'not-ours': '不是本中心的文书，或者已另存、改动',
} as const;

export function register(program: Command): void {
  const document = program.command('document').description('文书：verify documents, make specimens, list the kinds');
  registerVerify(document);
  registerMake(document);
  document
    .command('kinds')
    .description('list the 37 kinds of documents')
    .option('--json', 'answer with one JSON object: kinds, each with id, name, series, seal, recipients, timer, basis')
    .action(async (options: CommonOptions) => {
      const { DOCUMENT_KINDS } = await import('./register.ts');
      const kinds = Object.entries(DOCUMENT_KINDS).map(([id, rule]) => ({ id, ...rule }));
      const text = kinds.map(({ id, name, series, english }) => `${id}  ${name}（${series}）  ${english}`).join('\n');
      print(options, { code: EXIT.done, json: { kinds }, text });
    });
  document
    .command('fields')
    .description('what a kind needs: its fields as JSON Schema, and with --sample an invented example')
    .argument('<kind>', 'D01 to D37')
    .option('--sample', 'the example only: input of `anban document make`')
    .action(async (kind: string, options: { sample?: boolean }) => {
      const { isDocumentKind } = await import('./register.ts');
      if (!isDocumentKind(kind)) return print({}, usage(`没有文书种类 ${kind}（anban document kinds）`));
      const { fieldsSchema } = await import('./fields.ts');
      const { SAMPLES } = await import('./samples.ts');
      const shown = options.sample === true ? SAMPLES[kind] : fieldsSchema(kind);
      process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    });
}

function registerVerify(document: Command): void {
  withCommonOptions(
    document
      .command('verify')
      .description(
        'is this PDF a document of this centre, unchanged and in force? JSON: verdict (genuine, corrected, withdrawn, ' +
          'altered, not-ours) and document (kind, name, number, issuedOn, masked person, digest, replacedBy) or null; ' +
          'exit code 0 only when genuine',
      )
      .argument('<file>', 'the PDF'),
  ).action(async (path: string, options: CommonOptions) => {
    const file = read(path);
    if (file === null) return print(options, usage(`无法读取文件 ${path}`));
    const { documentServices } = await import('./services.ts');
    const { verifyFile } = await import('./verify.ts');
    await runOnExisting(options, async (foundation) => {
      const services = documentServices(foundation, 'http://127.0.0.1');
      const { verdict, document: shown } = await verifyFile(services, file);
      const about = shown === null ? '' : `\n${shown.name} ${shown.number} ${shown.issuedOn} ${shown.person}`;
      const code = verdict === 'genuine' ? EXIT.done : EXIT.failed;
      return { code, json: { verdict, document: shown }, text: `${VERDICT_WORDS[verdict]}${about}` };
    });
  });
}

function registerMake(document: Command): void {
  document
    .command('make')
    .description(
      'make a sealed specimen of a kind from JSON fields on standard input, and write the PDF to standard output; ' +
        'every page is marked 样张: a document in force is made only by its case',
    )
    .argument('<kind>', 'D01 to D37; the fields: anban document fields KIND')
    .option('--region <code>', 'whose authority and seal, six digits', '370702')
    .option('--issued-on <day>', 'day of issue, YYYY-MM-DD (default: today in China)')
    .option('--data-dir <dir>', "the server's data folder with the keys of the seals, made when missing")
    .addHelpText('after', '\nExit codes: 0 done, 1 not possible (said why), 2 wrong usage or a field missing or wrong.')
    .action(async (kind: string, options: MakeOptions) => {
      const { makeSpecimen } = await import('./specimen.ts');
      const dataDir = serverFolder(options.dataDir) ?? process.env.ANBAN_DATA_DIR ?? '.anban/server';
      const { region: regionCode, issuedOn = null } = options;
      const made = await makeSpecimen({ kind, regionCode, issuedOn, dataDir, input: await text(process.stdin) });
      if (made.ok) process.stdout.write(made.value);
      else print({}, { code: made.fault.usage ? EXIT.usage : EXIT.failed, json: null, text: made.fault.text });
    });
}

interface MakeOptions {
  readonly region: string;
  readonly issuedOn?: string;
  readonly dataDir?: string;
}

function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
