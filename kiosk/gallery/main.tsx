/** The gallery: one sample as the address says it, or the list of all of them. Never part of what is delivered. */
import { render } from 'preact';
import * as z from 'zod/mini';
import { BridgeClient } from '../bridge/client.ts';
import { loadLater } from '../later.ts';
import { SERVICES } from '../services/index.ts';
import { App } from '../session/app.tsx';
import { Conductor } from '../session/conductor.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { READY } from '../testing/sample-states.ts';
import { fitPanel } from '../ui/panel.ts';
import { type Address, preferencesOf, readAddress } from './address.ts';
import { Chooser } from './chooser.tsx';
import { PANELS } from './panels.ts';
import { sampleSocket } from './sample-terminal.ts';
import { findSample, type Sample, serviceOf } from './samples.tsx';
import '../ui/styles.ts';
import './gallery.css';

z.config({ jitless: true });

const root = document.getElementById('app');
if (root !== null) {
  // Not awaited: the parts that it loads import this module, and would wait for it.
  void show(root);
  addEventListener('hashchange', () => void show(root));
}

/** What the address says, in place of what was there. It says so by the root's `data-address` when it stands. */
async function show(root: HTMLElement): Promise<void> {
  const { hash } = location;
  const address = readAddress(hash);
  const sample = address.screen === undefined ? undefined : findSample(address.screen);
  delete root.dataset.address;
  render(null, root);
  if (sample === undefined) return render(<Chooser address={address} />, root);
  fitPanel(window, PANELS[address.panel].ppi / 25.4);
  await play(root, sample, address);
  if (location.hash === hash) root.dataset.address = hash;
}

/** The real page around the sample, with a bridge that is played and a clock that stands still. */
async function play(root: HTMLElement, sample: Sample, address: Address): Promise<void> {
  // First of all: a bridge that greets meanwhile would be missed.
  await loadLater();
  const timers = new ManualTimers();
  const terminal = sample.terminal === undefined ? READY : sample.terminal;
  const conductor = new Conductor({
    bridge: new BridgeClient(sampleSocket(terminal, sample.replies ?? {}), timers),
    timers,
    services: sample.draw === undefined ? SERVICES : [serviceOf(sample.draw, sample.patience)],
    cardLeft: sample.cardLeft ? ['idCardReader'] : [],
    reload: () => {},
    loadPlaylist: async () => sample.playlist ?? null,
  });
  if (terminal !== null) await online(conductor);
  render(<App conductor={conductor} thisYear={() => 2026} />, root);
  // The page listens once it has been painted.
  await painted();
  const preferences = preferencesOf(address);
  conductor.prefer(preferences);
  await sample.act?.(conductor, timers);
  // The end of a visit has forgotten them.
  if (conductor.preferences.text !== preferences.text || conductor.preferences.contrast !== preferences.contrast) {
    conductor.prefer(preferences);
  }
  await painted();
}

function online(conductor: Conductor): Promise<void> {
  return new Promise((resolve) => {
    const stop = conductor.subscribe(() => {
      if (conductor.link.phase !== 'online') return;
      stop();
      resolve();
    });
  });
}

function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}
