// Takes and lets go of a lock twenty times and writes down when it was in: run by several processes at once.
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../start/pid-lock.mjs';

const [file = '', log = ''] = process.argv.slice(2);
for (let turn = 0; turn < 20;) {
  const lock = takeLock(file);
  if (lock.taken) {
    appendFileSync(log, `in ${process.pid}\n`);
    appendFileSync(log, `out ${process.pid}\n`);
    lock.release();
    turn += 1;
  }
  await sleep(1);
}
