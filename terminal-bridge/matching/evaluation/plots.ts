/** Detection error trade-off and score histograms as SVG files that need nothing else. */
import type { ScoredPair } from './intervals.ts';

const WIDTH = 640;
const HEIGHT = 480;
const EDGE = 60;
const COLOURS = ['#0b3d91', '#b3261e', '#1b7837', '#7b3294', '#a6611a', '#00796b', '#5d4037', '#455a64'];
const LEAST = 1e-4;

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const label = (x: number, y: number, text: string, anchor = 'middle') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;
const line = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#cccccc"/>`;

const page = (title: string, body: readonly string[]) =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>`,
    label(WIDTH / 2, 24, title),
    ...body,
    '</svg>\n',
  ].join('\n');

/** False non-match rate over false match rate, both logarithmic from 0.01 % to 100 %. */
export function detPlot(curves: ReadonlyMap<string, readonly ScoredPair[]>): string {
  const place = (rate: number) => 1 - Math.log10(Math.max(LEAST, rate)) / Math.log10(LEAST);
  const x = (rate: number) => EDGE + place(rate) * (WIDTH - 2 * EDGE);
  const y = (rate: number) => HEIGHT - EDGE - place(rate) * (HEIGHT - 2 * EDGE);
  const grid = [0.0001, 0.001, 0.01, 0.1, 1].flatMap((rate) => [
    line(x(rate), y(LEAST), x(rate), y(1)),
    line(x(LEAST), y(rate), x(1), y(rate)),
    label(x(rate), HEIGHT - EDGE + 18, `${rate * 100} %`),
    label(EDGE - 6, y(rate) + 4, `${rate * 100} %`, 'end'),
  ]);
  const drawn = [...curves].flatMap(([name, pairs], index) => {
    const colour = COLOURS[index % COLOURS.length];
    const points = trade(pairs).map(([fmr, fnmr]) => `${x(fmr).toFixed(1)},${y(fnmr).toFixed(1)}`);
    return [
      `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      `<g fill="${colour}">${label(EDGE + 8, HEIGHT - EDGE - 12 - index * 15, name, 'start')}</g>`,
    ];
  });
  const axes = [label(WIDTH / 2, HEIGHT - 14, 'false match rate'), label(EDGE, 44, 'false non-match rate')];
  return page('Detection error trade-off', [...grid, ...drawn, ...axes]);
}

/** FMR and FNMR at a hundred and more thresholds: each impostor of the nearest, then every hundredth. */
function trade(pairs: readonly ScoredPair[]): [number, number][] {
  const genuine = pairs.filter((pair) => pair.same).map((pair) => pair.distance);
  const impostor = pairs
    .filter((pair) => !pair.same)
    .map((pair) => pair.distance)
    .sort((a, b) => a - b);
  const stride = Math.max(1, Math.floor(impostor.length / 200));
  return impostor
    .map((threshold, index): [number, number] => [
      (index + 1) / impostor.length,
      index < 100 || index % stride === 0
        ? genuine.filter((distance) => distance > threshold).length / genuine.length
        : Number.NaN,
    ])
    .filter(([, fnmr]) => !Number.isNaN(fnmr));
}

const BINS = 50;

/** Shares of genuine (blue) and impostor (red) pairs over distance. */
export function histogramPlot(name: string, pairs: readonly ScoredPair[]): string {
  const finite = pairs.filter((pair) => Number.isFinite(pair.distance));
  const low = finite.reduce((least, { distance }) => Math.min(least, distance), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, { distance }) => Math.max(most, distance), Number.NEGATIVE_INFINITY);
  const binOf = (distance: number) => Math.min(BINS - 1, Math.floor(((distance - low) / (high - low)) * BINS));
  const shares = (same: boolean) => {
    const chosen = finite.filter((pair) => pair.same === same);
    const bins = new Array<number>(BINS).fill(0);
    for (const { distance } of chosen) bins[binOf(distance)] = (bins[binOf(distance)] ?? 0) + 1 / chosen.length;
    return bins;
  };
  const [genuine, impostor] = [shares(true), shares(false)];
  const top = Math.max(...genuine, ...impostor);
  const width = (WIDTH - 2 * EDGE) / BINS;
  const bars = (bins: readonly number[], colour: string) =>
    bins.map((share, i) => {
      const height = (share / top) * (HEIGHT - 2 * EDGE);
      const at = `x="${(EDGE + i * width).toFixed(1)}" y="${(HEIGHT - EDGE - height).toFixed(1)}"`;
      return `<rect ${at} width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}" fill-opacity="0.5"/>`;
    });
  return page(name, [
    ...bars(impostor, '#b3261e'),
    ...bars(genuine, '#0b3d91'),
    label(EDGE, HEIGHT - EDGE + 18, low.toFixed(2)),
    label(WIDTH - EDGE, HEIGHT - EDGE + 18, high.toFixed(2)),
    label(WIDTH / 2, HEIGHT - 14, 'distance: genuine pairs blue, impostor pairs red'),
  ]);
}
