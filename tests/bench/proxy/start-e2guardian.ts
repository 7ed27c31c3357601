// Debian's e2guardian, set as in a school: TLS read, the list of names, a thread for each client, no log and no phrases.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { newAuthority, newKey } from './own-authority.ts';
import type { Peer, PeerSettings } from './peer.ts';
import { giveTo, startProgram } from './start-program.ts';

const shipped = '/etc/e2guardian';

export async function startE2guardian({ root, list, clients }: PeerSettings): Promise<Peer> {
  // It takes the names of included files in small letters.
  const dir = join(tmpdir(), `schoolgate-e2guardian-${randomBytes(8).toString('hex')}`);
  const etc = join(dir, 'etc');
  for (const folder of ['', 'certificates', 'roots', 'temporary']) mkdirSync(join(dir, folder), { recursive: true });
  cpSync(shipped, etc, { recursive: true, dereference: true });
  for (const entry of readdirSync(etc, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, readFileSync(file, 'latin1').replaceAll(shipped, etc), 'latin1');
  }
  const port = await freePort();
  const { key, certificate: authority } = await newAuthority('e2guardian');
  writeFileSync(join(dir, 'ca.pem'), authority);
  writeFileSync(join(dir, 'ca.key'), key);
  writeFileSync(join(dir, 'site.key'), await newKey());
  writeFileSync(join(dir, 'roots', 'origins.pem'), root);
  execFileSync('openssl', ['rehash', join(dir, 'roots')], { stdio: 'ignore' });
  const change = (file: string, settings: Readonly<Record<string, string>>, off: readonly string[] = []): void => {
    const path = join(etc, file);
    let text = readFileSync(path, 'latin1');
    for (const name of [...Object.keys(settings), ...off]) text = text.replaceAll(new RegExp(`^ *${name} *=.*$`, 'gm'), '');
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    writeFileSync(path, `${text}\n${lines.join('\n')}\n`, 'latin1');
  };
  const workers = Math.max(500, Math.ceil(clients * 1.3));
  change(
    'e2guardian.conf',
    {
      filterip: '127.0.0.1',
      filterports: String(port),
      loglevel: '0',
      enablessl: 'on',
      cacertificatepath: `'${dir}/ca.pem'`,
      caprivatekeypath: `'${dir}/ca.key'`,
      certprivatekeypath: `'${dir}/site.key'`,
      generatedcertpath: `'${dir}/certificates/'`,
      sslcertificatepath: `'${dir}/roots/'`,
      generatedcertstart: '1767225600',
      genratedcertend: '1893456000',
      httpworkers: String(workers),
      weightedphrasemode: '0',
      filecachedir: `'${dir}/temporary'`,
      pidfilename: `'${dir}/pid'`,
      ipcfilename: `'${dir}/ipc'`,
      urlipcfilename: `'${dir}/urlipc'`,
      maxips: '0',
    },
    ['transparenthttpsport'],
  );
  change('e2guardianf1.conf', { sslmitm: 'on', naughtynesslimit: '1000000' }, [
    'bannedphraselist',
    'weightedphraselist',
    'exceptionphraselist',
  ]);
  cpSync(list, join(dir, 'list'));
  writeFileSync(join(etc, 'lists/bannedsitelist'), `.Include<${join(dir, 'list')}>\n`);
  giveTo('e2guardian', dir);
  chmodSync(dir, 0o755);
  const { group, stop } = await startProgram(['/usr/sbin/e2guardian', '-N', '-c', join(etc, 'e2guardian.conf')], port, dir);
  return { name: 'e2guardian', port, plainPort: port, authority, group, stop };
}
