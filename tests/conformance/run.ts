// `npm run conformance -- NAME [--json FILE]`
import { runCommand } from '../bench/run-command.ts';
import { badTls } from './badtls.ts';
import { cacheTests } from './cache-tests.ts';
import { differentialReport } from './differential.ts';
import { webSockets } from './websockets.ts';

process.exitCode = await runCommand(
  'conformance',
  {
    cache: { about: 'the public http-tests/cache-tests (RFC 9111), through the plain and the intercepting path', run: cacheTests },
    badtls: { about: '25 origins, 18 of them with bad certificates or old TLS', run: badTls },
    ws: { about: 'WebSocket pass-through, ws and wss', run: webSockets },
    differential: { about: 'our proxy against http-mitm-proxy on the plain cases that it gets right', run: differentialReport },
  },
  process.argv.slice(2),
);
