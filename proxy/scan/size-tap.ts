// A file whose size nobody tells is counted on its way, and cut off where it grows too large.
import { Transform } from 'node:stream';

/** @param goesOn asked with the bytes so far, before those that reach it are passed on; a rejection cuts the file off too */
export function sizeTap(goesOn: (bytes: number) => Promise<boolean>): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const cut = (): void => void this.destroy();
      goesOn(bytes).then((on) => (on ? done(null, chunk) : cut()), cut);
    },
  });
}
