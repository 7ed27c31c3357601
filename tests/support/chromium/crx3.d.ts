// The part of the `crx3` package that the tests use; it ships no types.
declare module 'crx3' {
  export default function writeCrx(files: string[], options: { keyPath: string; crxPath: string }): Promise<{ appId: string }>;
}
