// The supervisor: it makes what is missing, keeps its child processes running, and ends them in good order.
import { flushCompileCache } from 'node:module';
import { done, failed, type Outcome } from '../outcome.ts';
import type { KeptProcess } from '../processes/keep-running.ts';
import type { Beginning } from '../school/beginning.ts';
import type { DataFolder } from '../settings/data-folder.ts';
import { mailOptions } from '../settings/mail-options.ts';
import { extraRoots } from '../settings/extra-roots.ts';
import { publicAddresses } from '../settings/public-addresses.ts';
import type { Settings } from '../settings/settings.ts';
import { announcement } from './announcement.ts';
import { launchPart, parametersOf, type PartInput } from './children.ts';
import { freePort } from './free-port.ts';
import { keepListsFresh } from './list-updates.ts';
import { lockParts, whilePreparing, type Part } from './locks.ts';
import { prepare } from './prepare.ts';
import { stopSignal } from './stop-signal.ts';

export interface ServeInput {
  readonly data: DataFolder;
  readonly settings: Settings;
  readonly parts: readonly Part[];
  readonly beginning: Beginning;
  /** Shows a line to the person at the keyboard. */
  readonly tell: (line: string) => void;
}

/** A process that does not end by itself in this time (milliseconds) is killed; Ctrl-C is over within three seconds. */
const patience = 2_500;
/** Certificates last 44 days. */
const certificateRenewal = 20 * 24 * 60 * 60 * 1000;
/** How often somebody looks which lists are due. */
const listsEvery = 60_000;

/** Serves until this process is told to stop. Fails with a sentence when it cannot begin. */
export async function serve(input: ServeInput): Promise<Outcome<void>> {
  const locks = lockParts(input.data, input.parts);
  if (!locks.ok) return locks;
  const stop = stopSignal();
  const children = new Map(input.parts.map((part) => [part, launchPart(part, input)]));
  try {
    const begun = await begin(input, children);
    if (!begun.ok) return begun;
    begun.value.forEach(input.tell);
    // The next start is quick even if this process is killed.
    flushCompileCache();
    const updates = keepListsFresh({ dataRoot: input.data.root, clock: Date.now, every: listsEvery, tell: input.tell });
    await stop.given;
    await updates.stop();
    return done(undefined);
  } finally {
    await Promise.all([...children.values()].map((child) => child.stop(patience)));
    locks.value();
    stop.forget();
  }
}

/** Gives the lines to announce when everything runs. */
async function begin(input: ServeInput, children: ReadonlyMap<Part, KeptProcess>): Promise<Outcome<string[]>> {
  const { data, settings } = input;
  const ports = await freePorts(input);
  if (!ports.ok) return ports;
  const roots = extraRoots(data, settings);
  if (!roots.ok) return roots;
  const mail = mailOptions(data, settings, roots.value);
  if (!mail.ok) return mail;
  const addresses = publicAddresses(settings, ports.value);
  if (!addresses.ok) return addresses;
  const prepared = await whilePreparing(data, () => prepare(input, addresses.value));
  if (!prepared.ok) return prepared;
  const told: PartInput = {
    data,
    settings,
    ports: ports.value,
    addresses: addresses.value,
    extraRoots: roots.value,
    mail: mail.value,
    prepared: prepared.value,
    demo: input.beginning.demo,
  };
  const problems = await Promise.all([...children].map(([part, child]) => child.start(() => parametersOf(part, told))));
  const problem = problems.find((each) => each !== null);
  if (problem !== undefined && problem !== null) return failed(problem);
  if (addresses.value.https) setInterval(() => children.get('dashboard')?.renew(), certificateRenewal).unref();
  return done(announcement(data, addresses.value, prepared.value));
}

/** Only the ports of the parts that are served here need to be free. */
async function freePorts({ settings, parts }: ServeInput): Promise<Outcome<Record<Part, number>>> {
  const ports = { proxy: settings.proxy.port, dashboard: settings.dashboard.port };
  for (const part of parts) {
    const port = await freePort(settings.host, ports[part]);
    if (!port.ok) return port;
    ports[part] = port.value;
  }
  return done(ports);
}
