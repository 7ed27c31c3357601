// Debian's `squid-openssl`, set as in a school: TLS read, memory cache, the list of names, one worker, no log.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { freePort } from '../free-port.ts';
import { newAuthority } from './own-authority.ts';
import type { Peer, PeerSettings } from './peer.ts';
import { giveTo, startProgram } from './start-program.ts';

const program = '/usr/sbin/squid';
const certificateHelper = '/usr/lib/squid/security_file_certgen';

/** `null`: not installed, or without TLS interception. */
export function squidVersion(): string | null {
  if (!existsSync(program) || !existsSync(certificateHelper)) return null;
  return /Version (\S+)/.exec(execFileSync(program, ['-v'], { encoding: 'utf8' }))?.[1] ?? null;
}

export async function startSquid({ root, list }: PeerSettings): Promise<Peer> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-squid-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  const { key, certificate: authority } = await newAuthority('Squid');
  const write = (name: string, content: string): string => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const names = createWriteStream(join(dir, 'names'));
  for await (const name of createInterface({ input: createReadStream(list) }))
    if (!/^[\d.]+$/.test(name) && !names.write(`.${name}\n`)) await new Promise<void>((resolve) => names.once('drain', resolve));
  names.end();
  await finished(names);
  const pair = write('ca.pem', authority + key);
  const config = write('squid.conf', configuration({ dir, port, plainPort, pair, root: write('root.pem', root) }));
  execFileSync(certificateHelper, ['-c', '-s', join(dir, 'certificates'), '-M', '64MB'], { stdio: 'ignore' });
  mkdirSync(join(dir, 'core'));
  giveTo('proxy', dir);
  const { group, stop } = await startProgram([program, '-N', '-f', config], port, dir);
  return { name: 'squid', port, plainPort, authority, group, stop };
}

function configuration(at: { dir: string; port: number; plainPort: number; pair: string; root: string }): string {
  return `http_port 127.0.0.1:${at.port} ssl-bump generate-host-certificates=on dynamic_cert_mem_cache_size=64MB tls-cert=${at.pair}
http_port 127.0.0.1:${at.plainPort}
sslcrtd_program ${certificateHelper} -s ${join(at.dir, 'certificates')} -M 64MB
sslcrtd_children 5 startup=2 idle=1
acl step1 at_step SslBump1
ssl_bump peek step1
ssl_bump bump all
tls_outgoing_options cafile=${at.root}
acl listed dstdomain "${join(at.dir, 'names')}"
http_access deny listed
http_access allow all
dns_nameservers 127.0.0.1
cache_mem 512 MB
maximum_object_size_in_memory 4 MB
memory_cache_shared off
access_log none
cache_log /dev/null
pid_filename none
coredump_dir ${join(at.dir, 'core')}
max_filedescriptors 19000
pinger_enable off
via off
forwarded_for delete
shutdown_lifetime 0 seconds
client_idle_pconn_timeout 5 minutes
server_idle_pconn_timeout 5 minutes
workers 1
`;
}
