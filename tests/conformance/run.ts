// `npm run conformance -- NAME [--json FILE]`
import { runCommand } from '../bench/run-command.ts';
import { badTls } from './badtls.ts';
import { cacheTests } from './cache-tests.ts';
import { differentialReport } from './differential.ts';
import { http2 } from './http2.ts';
import { webSockets } from './websockets.ts';

process.exitCode = await runCommand(
  'conformance',
  {
    cache: { about: 'the public http-tests/cache-tests (RFC 9111), through the plain and the intercepting path', run: cacheTests },
    badtls: { about: '25 origins, 18 of them with bad certificates or old TLS', run: badTls },
    h2: { about: 'h2spec (RFC 9113, RFC 7541) on the HTTP/2 inside the tunnel; the program is named by H2SPEC', run: http2 },
    ws: { about: 'WebSocket pass-through, ws and wss', run: webSockets },
    differential: { about: 'our proxy against http-mitm-proxy on the plain cases that it gets right', run: differentialReport },
  },
  process.argv.slice(2),
);
