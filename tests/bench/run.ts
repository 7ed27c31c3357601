// `npm run bench -- NAME [--json FILE] [--rounds N] [--quick]`
import { benchProxy } from './bench-proxy.ts';
import { runCommand } from './run-command.ts';

process.exitCode = await runCommand(
  'bench',
  { proxy: { about: 'CPU and memory of our proxy beside http-mitm-proxy, through TLS interception', run: benchProxy } },
  process.argv.slice(2),
);
