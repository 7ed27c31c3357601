// `npm run bench -- NAME [--json FILE] [--rounds N] [--quick] [--data DIR] [--only LIST,…]`
import { benchProxy } from './bench-proxy.ts';
import { benchExtension } from './bench-extension.ts';
import { benchJudge } from './bench-judge.ts';
import { benchLesson } from './bench-lesson.ts';
import { benchOverblocking } from './bench-overblocking.ts';
import { benchPlan } from './bench-plan.ts';
import { benchPhrases } from './bench-phrases.ts';
import { benchScan } from './bench-scan.ts';
import { runCommand } from './run-command.ts';

process.exitCode = await runCommand(
  'bench',
  {
    proxy: { about: 'CPU of our proxy beside Squid and e2guardian, TLS read, on the same origin and lists', run: benchProxy },
    judge: { about: 'lists, memory, speed and rightness of the judge beside e2guardian, uBlock and AdGuard', run: benchJudge },
    phrases: { about: 'speed of the phrase scan beside others, and the shipped lists on labelled examples', run: benchPhrases },
    scan: { about: 'CPU of reading a page for 6 000 phrases, mark-up and encoding included, beside e2guardian', run: benchScan },
    plan: { about: 'a plan of forty sites: tried as a pupil, fetched over a slow line', run: benchPlan },
    lesson: { about: 'thirty browsers that open a page behind a slow line, prepared and not', run: benchLesson },
    extension: {
      about: 'what the extension costs a page, a start and a device, beside the same browser without it and with rules alone',
      run: benchExtension,
    },
    overblocking: {
      about: 'what UT1 would wrongly stop of popular sites and universities, and what the corrections do',
      run: benchOverblocking,
    },
  },
  process.argv.slice(2),
);
