// `npm run conformance -- NAME [--json FILE]`
import { runCommand } from '../bench/run-command.ts';
import { cacheTests } from './cache-tests.ts';
import { differentialReport } from './differential.ts';

process.exitCode = await runCommand(
  'conformance',
  {
    cache: { about: 'the public http-tests/cache-tests (RFC 9111), through the plain and the intercepting path', run: cacheTests },
    differential: { about: 'our proxy against http-mitm-proxy on the plain cases that it gets right', run: differentialReport },
  },
  process.argv.slice(2),
);
