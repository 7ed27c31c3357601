// Whatever keeps Schoolgate from starting is one sentence that says what to do, and never a stack.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newDataFolder, removeFolder, schoolgate, serveSchool } from './served-school.ts';

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-refusals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const anyPorts = ['--proxy-port', '0', '--dashboard-port', '0'];

async function refusal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, out, err } = await schoolgate(args, env);
  expect([code, out]).toEqual([1, '']);
  expect(err).not.toMatch(/\bat .+:\d+:\d+/);
  return err;
}

async function refusalOfSettings(text: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const data = newDataFolder(text);
  try {
    return (await refusal(['serve', '--data', data, ...args], env)).replaceAll(data, 'data');
  } finally {
    removeFolder(data);
  }
}

test('a port in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const sentence = `Port ${port} on 127.0.0.1 is in use by another program: stop it, or choose another port in the settings.\n`;
  expect(await refusal(['serve', '--data', join(folder, 'a'), '--proxy-port', port, '--dashboard-port', '0'])).toBe(sentence);
  expect(await refusal(['serve', '--data', join(folder, 'a'), '--proxy-port', '0', '--dashboard-port', port])).toBe(sentence);
  other.close();
});

test('an address that this machine does not have', async () => {
  expect(await refusal(['serve', '--data', join(folder, 'b'), '--host', '192.0.2.1', ...anyPorts])).toBe(
    'This machine has no address 192.0.2.1 to listen on: correct "host" in the settings.\n',
  );
});

test('a data folder that cannot be written', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(await refusal(['serve', '--data', join(file, 'data'), ...anyPorts])).toBe(
    `The data folder ${join(file, 'data')} cannot be written: make it writable for this user, or choose another with --data.\n`,
  );
});

test('a second serve on the same data folder', async () => {
  const data = newDataFolder();
  const first = await serveSchool(data);
  try {
    expect(await refusal(['serve', '--data', data, ...anyPorts])).toBe(
      `The proxy of ${data} is being served already (process ${first.pid}): stop that one first, or choose another folder with --data.\n`,
    );
    expect(await refusal(['dashboard', '--data', data, ...anyPorts])).toMatch(/^The dashboard of .+ is being served already/);
  } finally {
    await first.end();
    removeFolder(data);
  }
});

test('a wrong value in the settings file, with its line', async () => {
  expect(await refusalOfSettings('host: 127.0.0.1\nproxy:\n  port: 99999\n')).toBe(
    'data/settings.yaml, line 3, proxy.port: 99999 will not do; give a port number from 1 to 65535.\n',
  );
  expect(await refusalOfSettings('dashboard: { https: maybe }\n')).toBe(
    'data/settings.yaml, line 1, dashboard.https: "maybe" will not do; choose auto, on or off.\n',
  );
});

test('several wrong values are told together', async () => {
  const told = await refusalOfSettings(
    'host: somewhere\npublicUrl: school.example\naddresses:\n  - { cidr: 10.0.0.0/99, group: ks3, name: Room }\n  - { cidr: 10.0.0.0/8, name: Room }\n',
  );
  expect(told.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/line 1, host: "somewhere" will not do; give an IP address/),
    expect.stringMatching(/line 2, publicUrl: "school.example" will not do; give an address with https/),
    expect.stringMatching(/line 4, addresses\.0\.cidr: "10\.0\.0\.0\/99" will not do; give a range/),
    expect.stringMatching(/line 5, addresses\.1: .+ will not do; name a group, or a person, or say guests: true\./),
  ]);
});

test('a setting that does not exist, and a file that is not YAML', async () => {
  expect(await refusalOfSettings('proxy:\n  prot: 8080\n')).toBe(
    'data/settings.yaml, line 2, proxy.prot: there is no such setting; correct its name or take the line out.\n',
  );
  expect(await refusalOfSettings('proxy: [\n')).toMatch(/^data\/settings\.yaml, line \d: this is not YAML that can be read \(.+\)\.\n$/);
  expect(await refusalOfSettings('just words\n')).toMatch(/^data\/settings\.yaml: this must be a list of "setting: value" lines/);
});

test('a wrong flag or variable is named, and a flag comes before a variable', async () => {
  expect(await refusalOfSettings('', ['--proxy-port', 'many'])).toBe(
    '--proxy-port: "many" will not do; give a port number from 1 to 65535 (0 takes any free one).\n',
  );
  expect(await refusalOfSettings('', [], { SCHOOLGATE_DASHBOARD_PORT: '-1' })).toBe(
    'SCHOOLGATE_DASHBOARD_PORT: -1 will not do; give a port number from 1 to 65535.\n',
  );
  expect(await refusalOfSettings('', ['--log-level', 'loud'], { SCHOOLGATE_LOG_LEVEL: 'quiet' })).toBe(
    '--log-level: "loud" will not do; choose fatal, error, warn, info, debug or silent.\n',
  );
  expect(await refusalOfSettings('', [], { SCHOOLGATE_PROXYPORT: '1' })).toMatch(
    /^SCHOOLGATE_PROXYPORT is not a setting: unset it, or use one of /,
  );
});

test('an address entry for a group that the school does not have', async () => {
  expect(await refusalOfSettings('addresses:\n  - { cidr: 10.0.0.0/8, group: ks9, name: Room 12 }\n', anyPorts)).toMatch(
    /^data\/settings\.yaml, addresses, "Room 12": there is no group ks9; the groups are .+ks3.+\n$/,
  );
  expect(await refusalOfSettings('addresses:\n  - { cidr: 10.0.0.0/8, person: mia, name: Kiosk }\n', anyPorts)).toMatch(
    /"Kiosk": nobody on the roster has the id mia; import the roster first/,
  );
});

test('a further authority that cannot be read', async () => {
  expect(await refusalOfSettings('proxy:\n  extraRoots: [nowhere.pem]\n', anyPorts)).toBe(
    'data/settings.yaml, proxy.extraRoots: data/nowhere.pem is not a PEM file that can be read; correct its name or replace it.\n',
  );
});

test('plain http outside this machine', async () => {
  expect(await refusalOfSettings('host: 0.0.0.0\npublicUrl: http://school.example:8000\n', anyPorts)).toMatch(
    /^publicUrl is http:\/\/school\.example:8000, but the dashboard speaks HTTPS on 0\.0\.0\.0: begin it with https/,
  );
});

test('a command on a folder that holds no school', async () => {
  expect(await refusal(['policy', 'show', '--data', join(folder, 'none')])).toBe(
    `There is no school in ${join(folder, 'none')} yet: run "npm start" once, or name its data folder with --data.\n`,
  );
});

test('an authority of which one file is missing', async () => {
  const data = newDataFolder();
  await (await serveSchool(data)).end();
  rmSync(join(data, 'ca/authority.key.pem'));
  expect(await refusal(['serve', '--data', data, ...anyPorts])).toMatch(/^Of the certificate authority only one file is there: .+\n$/);
  removeFolder(data);
});
