// Squid with TLS interception, where Debian's `squid-openssl` is installed: an outside measure beside http-mitm-proxy.
import 'reflect-metadata';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { freePort, listening } from './free-port.ts';
import { groupCpuSeconds, residentBytes, type MeasuredChild } from './measured-child.ts';
import type { ThroughProxy } from './tunnel-client.ts';

const program = '/usr/sbin/squid';
const certificateHelper = '/usr/lib/squid/security_file_certgen';

/** `null`: not installed, or without TLS interception. */
export function squidVersion(): string | null {
  if (!existsSync(program) || !existsSync(certificateHelper)) return null;
  return /Version (\S+)/.exec(execFileSync(program, ['-v'], { encoding: 'utf8' }))?.[1] ?? null;
}

/** `root`: PEM that origins are verified against. `names`: every host that will be asked for. */
export async function startSquid(root: string, names: readonly string[]): Promise<MeasuredChild<ThroughProxy>> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-squid-'));
  const port = await freePort();
  const { key, certificate: authority } = await newAuthority();
  const write = (name: string, content: string): string => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const pair = write('ca.pem', authority + key);
  const config = write(
    'squid.conf',
    configuration({
      dir,
      port,
      pair,
      root: write('root.pem', root),
      hosts: write('hosts', names.map((name) => `127.0.0.1 ${name}`).join('\n')),
    }),
  );
  execFileSync(certificateHelper, ['-c', '-s', join(dir, 'certificates'), '-M', '64MB'], { stdio: 'ignore' });
  mkdirSync(join(dir, 'core'));
  // Started by root it changes to the user `proxy`, who needs its folder.
  if (process.getuid?.() === 0) giveTo('proxy', dir);
  const child = spawn(program, ['-N', '-f', config], { stdio: 'ignore', detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error('squid did not start');
  await listening(port);
  return {
    ready: { port, authority },
    cpu: () => groupCpuSeconds(pid),
    memory: () => residentBytes(pid),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Squid's own authority, P-256 as ours. */
async function newAuthority(): Promise<{ key: string; certificate: string }> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Squid of the benchmark',
    notAfter: new Date(Date.now() + 2 * 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${key.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    certificate: `${certificate.toString('pem')}\n`,
  };
}

function configuration(at: { dir: string; port: number; pair: string; root: string; hosts: string }): string {
  return `http_port 127.0.0.1:${at.port} ssl-bump generate-host-certificates=on dynamic_cert_mem_cache_size=64MB tls-cert=${at.pair}
sslcrtd_program ${certificateHelper} -s ${join(at.dir, 'certificates')} -M 64MB
sslcrtd_children 5 startup=2 idle=1
acl step1 at_step SslBump1
ssl_bump peek step1
ssl_bump bump all
tls_outgoing_options cafile=${at.root}
http_access allow all
hosts_file ${at.hosts}
dns_nameservers 127.0.0.1
cache_mem 512 MB
maximum_object_size_in_memory 4 MB
access_log none
cache_log /dev/null
pid_filename none
coredump_dir ${join(at.dir, 'core')}
pinger_enable off
via off
forwarded_for delete
shutdown_lifetime 0 seconds
client_idle_pconn_timeout 5 minutes
server_idle_pconn_timeout 5 minutes
workers 1
`;
}

function giveTo(user: string, dir: string): void {
  const [, , uid, gid] = (
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${user}:`)) ?? ''
  ).split(':');
  execFileSync('chown', ['-R', `${uid}:${gid}`, dir]);
}
