// crx3 1.1.3 ships no types.
declare module 'crx3' {
  /** Packs the folder of the given manifest and resolves when the files are written. */
  export default function crx3(files: readonly string[], options: { keyPath: string; crxPath: string }): Promise<unknown>;
}
